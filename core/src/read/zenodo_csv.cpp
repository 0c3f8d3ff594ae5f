#include <memory>

#include "read/csv_format.h"
#include "read/formats.h"

namespace segue::read {
namespace {

/// The Zenodo data set's form: a header with the columns artistname, trackname, playlistname and,
/// if there is one, user_id.
class ZenodoCsv : public CsvFormat {
 public:
  ZenodoCsv(RowSink& rows, const FileStart& start)
      : CsvFormat(rows, start.table().form, {start.table().columns, start.table().columns}),
        user_(start.column({"user_id"})),
        artist_(start.column({"artistname"})),
        title_(start.column({"trackname"})),
        playlist_(start.column({"playlistname"})) {}

 private:
  void read_row(const CsvFields& fields, std::uint64_t) override {
    rows_.add({field(fields, user_), fields[playlist_], fields[artist_], fields[title_]});
  }

  std::size_t user_, artist_, title_, playlist_;
};

/// With another delimiter a program has saved it anew, most often a spreadsheet, and its text may
/// be in another encoding: that is a table as any other.
bool is_zenodo(const FileStart& start) {
  return start.has_columns({"artistname", "trackname", "playlistname"}) &&
         start.table().form.dialect.delimiter == ',';
}

}  // namespace

const FormatKind kZenodoCsv = {"CSV of playlists", is_zenodo, make_format_of<ZenodoCsv>};

}  // namespace segue::read
