#include "read/csv_format.h"
#include "read/formats.h"
#include "read/listening_sessions.h"
#include "read/timestamp.h"

namespace segue::read {
namespace {

/// What the exports of Last.fm's scrobbles share.
class LastfmCsv : public CsvFormat {
 public:
  explicit LastfmCsv(RowSink& rows) : CsvFormat(rows), sessions_(rows) {}

  void finish() override {
    CsvFormat::finish();
    sessions_.finish();
  }

 protected:
  void add(std::optional<std::int64_t> time, std::string_view artist, std::string_view title,
           std::uint64_t line) {
    if (artist.empty() || title.empty()) return rows_.add({}, 0, artist, title, {line});
    if (!time) return rows_.skip(Place{line}, "it does not say when it was played");
    sessions_.add(*time, 0, artist, title);
  }

 private:
  ListeningSessions sessions_;
};

/// lastfm.ghan.nl: uts,utc_time,artist,artist_mbid,album,album_mbid,track,track_mbid.
class LastfmGhan : public LastfmCsv {
 public:
  using LastfmCsv::LastfmCsv;

 private:
  Width read_header(const CsvFields& names, bool&) override {
    time_ = column_of(names, {"uts"});
    artist_ = column_of(names, {"artist"});
    title_ = column_of(names, {"track"});
    return {names.size(), names.size()};
  }

  void read_row(const CsvFields& fields, std::uint64_t line) override {
    add(parse_seconds(fields[time_]), fields[artist_], fields[title_], line);
  }

  std::size_t time_ = 0, artist_ = 0, title_ = 0;
};

/// github.com/benfoxall/lastfm-to-csv: artist,album,track,"15 Jun 2007 22:30", without a header.
class LastfmToCsv : public LastfmCsv {
 public:
  using LastfmCsv::LastfmCsv;

 private:
  Width read_header(const CsvFields&, bool& is_row) override {
    is_row = true;
    return {4, 4};
  }

  void read_row(const CsvFields& fields, std::uint64_t line) override {
    add(parse_lastfm_time(fields[3]), fields[0], fields[2], line);
  }
};

bool is_lastfm_to_csv(const FileStart& start) {
  return any_row(start, 0, [](const CsvFields& fields) {
    return fields.size() == 4 && parse_lastfm_time(fields[3]);
  });
}

}  // namespace

const FormatKind kLastfmGhan = {
    "Last.fm scrobbles",
    [](const FileStart& start) {
      return start.has_columns({"uts", "artist", "track"});
    },
    make_format<LastfmGhan>,
};

const FormatKind kLastfmToCsv = {"Last.fm scrobbles", is_lastfm_to_csv, make_format<LastfmToCsv>};

}  // namespace segue::read
