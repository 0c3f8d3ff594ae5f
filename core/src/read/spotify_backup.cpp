#include <algorithm>

#include "read/csv_row.h"
#include "read/formats.h"
#include "read/line_format.h"
#include "read/song_line.h"

namespace segue::read {
namespace {

constexpr CsvDialect kTabs = {'\t', Quotes::none};

/// What github.com/caseychu/spotify-backup writes as text: a playlist's name on a line of its own,
/// then its tracks, the name, the artists, the album and the URI between tabs, and an empty line.
class SpotifyBackup : public LineFormat {
 public:
  explicit SpotifyBackup(RowSink& rows) : rows_(rows), name_(rows.stem()) {}

 private:
  bool take(const Line& line) override {
    if (line.too_long) {
      rows_.skip(Place{line.number}, "the line is longer than 1 MiB");
    } else if (line.text.find('\t') != std::string_view::npos) {
      read_track(line);
    } else if (!trimmed(line.text).empty()) {
      name_ = trimmed(line.text);
      ++playlist_;
    }
    return !rows_.is_done();
  }

  void read_track(const Line& line) {
    parse_csv_row(line.text, kTabs, row_);
    const bool is_episode =
        std::any_of(row_.fields.begin(), row_.fields.end(),
                    [](std::string_view field) { return field.starts_with("spotify:episode:"); });
    if (is_episode) return rows_.leave_out("podcast episodes and audiobooks");
    rows_.add(name_, std::max<std::uint64_t>(playlist_, 1), trimmed(row_.fields[1]),
              trimmed(row_.fields[0]), {line.number});
  }

  RowSink& rows_;
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
