#include "read/csv_format.h"
#include "read/formats.h"
#include "read/listening_sessions.h"
#include "read/timestamp.h"

namespace segue::read {
namespace {

constexpr std::string_view kSeparator = " - ";

/// "Apple Music Play Activity.csv" of Apple's privacy export: each thing that the player did.
class AppleActivity : public CsvFormat {
 public:
  AppleActivity(RowSink& rows, const FileStart& start)
      : CsvFormat(rows, start.table().form, {start.table().columns, start.table().columns}),
        sessions_(rows),
        time_(start.column({"event start timestamp"})),
        type_(start.column({"event type"})),
        title_(start.column({"song name", "content name"})),
        artist_(start.column({"artist name"})),
        milliseconds_(start.column({"play duration milliseconds"})) {}

  void finish() override {
    CsvFormat::finish();
    sessions_.finish();
  }

 private:
  void read_row(const CsvFields& fields, std::uint64_t line) override {
    if (fields[type_] != "PLAY_END") return rows_.leave_out("events that are not a play");
    const std::string_view artist = fields[artist_];
    const std::string_view title = fields[title_];
    if (artist.empty() || title.empty()) return rows_.add({}, 0, artist, title, {line});
    const std::int64_t seconds = parse_seconds(fields[milliseconds_]).value_or(0) / 1000;
    if (seconds < kShortestPlay) return rows_.leave_out(kShortPlays);
    const auto time = parse_iso_time(fields[time_]);
    if (!time) return rows_.skip(Place{line}, "it does not say when it was played");
    sessions_.add(*time, seconds, artist, title);
  }

  ListeningSessions sessions_;
  std::size_t time_, type_, title_, artist_, milliseconds_;
};

/// "Apple Music - Play History Daily Tracks.csv": what was played on each day, a playlist a day.
class AppleDaily : public CsvFormat {
 public:
  AppleDaily(RowSink& rows, const FileStart& start)
      : CsvFormat(rows, start.table().form, {start.table().columns, start.table().columns}),
        track_(start.column({"track description"})),
        day_(start.column({"date played"})) {}

 private:
  void read_row(const CsvFields& fields, std::uint64_t line) override {
    const std::string_view track = fields[track_];
    const std::size_t separator = track.find(kSeparator);
    if (separator == std::string_view::npos)
      return rows_.skip(Place{line}, "the track is not of the form \"Artist - Title\"");
    if (!parse_day(fields[day_]))
      return rows_.skip(Place{line}, "the day is not of the form 20240105");
    rows_.add(fields[day_], 1, track.substr(0, separator),
              track.substr(separator + kSeparator.size()), {line});
  }

  std::size_t track_, day_;
};

bool is_apple_activity(const FileStart& start) {
  if (!start.has_columns({"event type", "event start timestamp"})) return false;
  const bool has_title = start.column({"song name", "content name"}) != kNoColumn;
  if (has_title && start.has_columns({"artist name", "play duration milliseconds"})) return true;
  start.refuse(
      "this play activity does not say who the artists are: take \"Apple Music - Play History "
      "Daily "
      "Tracks.csv\", which lies beside it, instead");
}

}  // namespace

const FormatKind kAppleActivity = {
    "Apple Music play activity",
    is_apple_activity,
    make_format_of<AppleActivity>,
};

const FormatKind kAppleDaily = {
    "Apple Music daily tracks",
    [](const FileStart& start) {
      return start.has_columns({"track description", "date played"});
    },
    make_format_of<AppleDaily>,
};

}  // namespace segue::read
