#include <algorithm>
#include <string>

#include "read/csv_format.h"
#include "read/formats.h"

namespace segue::read {
namespace {

/// The first of several artists, whom Spotify's other exports name alone. exportify.net puts `;`
/// between them and leaves commas as they are; watsonbox, and exportify.net before 2021, put a
/// comma there and name the artists' ids in a column of their own, which tells whether there are
/// several; watsonbox also writes a comma within a name as `\,`.
std::string first_artist(std::string_view names, std::string_view ids) {
  const bool comma_separates = ids.find(',') != std::string_view::npos;
  std::string first;
  for (std::size_t at = 0; at < names.size(); ++at) {
    if (names.substr(at, 2) == "\\,") {
      first += names[++at];
    } else if (names[at] == ';' || (names[at] == ',' && comma_separates)) {
      break;
    } else {
      first += names[at];
    }
  }
  return first;
}

bool is_spotify_uri(std::string_view text) {
  return text.starts_with("spotify:track:") || text.starts_with("spotify:local:") ||
         text.starts_with("spotify:episode:");
}

/// exportify.net's and github.com/watsonbox/exportify's. The file's name is the playlist's.
class Exportify : public CsvFormat {
 public:
  using CsvFormat::CsvFormat;

 private:
  Width read_header(const CsvFields& names, bool&) override {
    uri_ = 0;
    title_ = column_of(names, {"track name"});
    artist_ = column_of(names, {"artist name(s)", "artist name", "artist names"});
    ids_ = column_of(names, {"artist uri(s)", "artist ids"});
    if (title_ == kNoColumn || artist_ == kNoColumn) {
      // watsonbox writes its header in the reader's language: the columns stand where they stand.
      title_ = 1;
      ids_ = 2;
      artist_ = 3;
    }
    // Rows end early where Spotify knows nothing of a track's sound.
    return {std::max(title_, artist_) + 1, names.size()};
  }

  void read_row(const CsvFields& fields, std::uint64_t line) override {
    if (fields[uri_].starts_with("spotify:episode:"))
      return rows_.leave_out("podcast episodes and audiobooks");
    const std::string artist = first_artist(fields[artist_], field(fields, ids_));
    rows_.add(rows_.stem(), 1, artist, fields[title_], {line});
  }

  std::size_t uri_ = 0, title_ = 0, artist_ = 0, ids_ = kNoColumn;
};

/// By the header, or by a row where that is in another language.
bool is_exportify(const FileStart& start) {
  const bool has_uri = column_of(start.header(), {"track uri", "spotify uri", "spotify id"}) == 0;
  if (has_uri && start.has_columns({"track name"})) return true;
  return any_row(start, 1, [](const CsvFields& fields) {
    return fields.size() >= 4 && is_spotify_uri(fields[0]);
  });
}

}  // namespace

const FormatKind kExportify = {"Exportify playlist", is_exportify, make_format<Exportify>};

}  // namespace segue::read
