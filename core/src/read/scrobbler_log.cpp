#include "read/csv_row.h"
#include "read/formats.h"
#include "read/listening_sessions.h"
#include "read/text_format.h"
#include "read/timestamp.h"

namespace segue::read {
namespace {

/// .scrobbler.log (audioscrobbler.net/wiki/Portable_Player_Logging), as Rockbox and other portable
/// players write it: artist, album, title, number, seconds, L for listened or S for skipped, and
/// when it began, between tabs.
class ScrobblerLog : public TextFormat {
 public:
  explicit ScrobblerLog(RowSink& rows) : TextFormat(rows), sessions_(rows) {}

 private:
  enum Column : std::size_t {
    kArtist,
    kAlbum,
    kTitle,
    kNumber,
    kSeconds,
    kRating,
    kTime,
    kColumns
  };

  void take_text(std::string_view text, std::uint64_t line) override {
    if (!text.empty() && !text.starts_with('#')) read_play(text, line);
  }

  void end() override { sessions_.finish(); }

  void read_play(std::string_view text, std::uint64_t line) {
    parse_csv_row(text, {'\t', Quotes::none}, row_);
    if (row_.fields.size() < kColumns) {
      return rows_.skip({line, 0, "",
                         "expected " + std::to_string(kColumns) + " fields, found " +
                             std::to_string(row_.fields.size())});
    }
    const CsvFields& fields = row_.fields;
    if (fields[kArtist].empty() || fields[kTitle].empty())
      return rows_.add({}, 0, fields[kArtist], fields[kTitle], {line});
    if (fields[kRating] == "S") return rows_.leave_out("songs that were skipped");
    const auto time = parse_seconds(fields[kTime]);
    if (!time) return rows_.skip(Place{line}, "it does not say when it was played");
    sessions_.add(*time, parse_seconds(fields[kSeconds]).value_or(0), fields[kArtist],
                  fields[kTitle]);
  }

  ListeningSessions sessions_;
  CsvRow row_;
};

}  // namespace

const FormatKind kScrobblerLog = {
    "scrobbler log",
    [](const FileStart& start) { return start.text().starts_with("#AUDIOSCROBBLER/"); },
    make_format<ScrobblerLog>,
};

}  // namespace segue::read
