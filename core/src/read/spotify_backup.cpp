#include <algorithm>

#include "read/csv_row.h"
#include "read/formats.h"
#include "read/text_format.h"

namespace segue::read {
namespace {

/// What github.com/caseychu/spotify-backup writes as text: a playlist's name on a line of its own,
/// then its tracks, the name, the artists, the album and the URI between tabs, and an empty line.
class SpotifyBackup : public TextFormat {
 public:
  explicit SpotifyBackup(RowSink& rows) : TextFormat(rows), name_(rows.stem()) {}

 private:
  void take_text(std::string_view text, std::uint64_t line) override {
    if (text.find('\t') != std::string_view::npos) return read_track(text, line);
    if (text.empty()) return;
    name_ = text;
    ++playlist_;
  }

  void read_track(std::string_view text, std::uint64_t line) {
    parse_csv_row(text, {'\t', Quotes::none}, row_);
    const bool is_episode =
        std::any_of(row_.fields.begin(), row_.fields.end(),
                    [](std::string_view field) { return field.starts_with("spotify:episode:"); });
    if (is_episode) return rows_.leave_out("podcast episodes and audiobooks");
    rows_.add(name_, playlist_, trimmed(row_.fields[1]), trimmed(row_.fields[0]), {line});
  }

  std::string name_;
  std::uint64_t playlist_ = 0;
  CsvRow row_;
};

/// Where a line has tabs it has the URI, too, behind the names; and some line is a playlist's name.
bool is_spotify_backup(const FileStart& start) {
  if (!start.has_enough_lines() || start.lines().empty()) return false;
  if (start.lines().front().find('\t') != std::string_view::npos) return false;
  std::size_t tracks = 0;
  for (const std::string_view line : start.lines()) {
    const std::size_t first = line.find('\t');
    if (first == std::string_view::npos) continue;
    const std::size_t second = line.find('\t', first + 1);
    if (second == std::string_view::npos ||
        line.find("\tspotify:", second) == std::string_view::npos)
      return false;
    ++tracks;
  }
  return tracks != 0;
}

}  // namespace

const FormatKind kSpotifyBackup = {
    "spotify-backup playlists",
    is_spotify_backup,
    make_format<SpotifyBackup>,
};

}  // namespace segue::read
