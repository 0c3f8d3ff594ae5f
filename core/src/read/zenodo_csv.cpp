#include <array>
#include <memory>

#include "read/csv_format.h"
#include "read/formats.h"

namespace segue::read {
namespace {

/// The Zenodo data set's form: a header with the columns artistname, trackname, playlistname and,
/// if there is one, user_id.
class ZenodoCsv : public CsvFormat {
 public:
  using CsvFormat::CsvFormat;

 private:
  enum Column : std::size_t { kUser, kArtist, kTitle, kPlaylist, kColumns };

  Width read_header(const CsvFields& names, bool&) override {
    constexpr std::array<std::string_view, kColumns> kNames = {"user_id", "artistname", "trackname",
                                                               "playlistname"};
    for (std::size_t column = 0; column < kColumns; ++column)
      where_[column] = column_of(names, {kNames[column]});
    return {names.size(), names.size()};
  }

  void read_row(const CsvFields& fields, std::uint64_t) override {
    rows_.add({field(fields, where_[kUser]), fields[where_[kPlaylist]], fields[where_[kArtist]],
               fields[where_[kTitle]]});
  }

  std::array<std::size_t, kColumns> where_{};  // each column's place in a row
};

}  // namespace

const FormatKind kZenodoCsv = {
    "CSV of playlists",
    [](const FileStart& start) {
      return start.has_columns({"artistname", "trackname", "playlistname"});
    },
    make_format<ZenodoCsv>,
};

}  // namespace segue::read
