#include "segue/reader.h"

#include <catch2/catch.hpp>

#include "playlists.h"

using namespace segue;
using namespace segue::test;

namespace {

/// The title of the one row `"u","a",<field>,"p"`.
std::string title_of(const std::string& field) {
  const Reading reading = read_playlists(kHeader + "\"u\",\"a\"," + field + ",\"p\"\n");
  REQUIRE(reading.entries.size() == 1);
  CHECK(reading.report.rows_skipped == 0);
  CHECK(reading.entries[0].playlist == "p");
  return reading.entries[0].title;
}

Error error_of(const std::string& bytes) {
  try {
    read_playlists(bytes);
  } catch (const Error& error) {
    return error;
  }
  FAIL("no error");
  throw;
}

}  // namespace

TEST_CASE("the Zenodo form is read in file order", "[reader]") {
  const Reading reading = read_playlists(kHeader +
                                         "\"u1\",\"Tom Petty\",\"Free Fallin'\",\"Road\"\n"
                                         "\"u2\",\"Säkert!\",\"Fredrik\",\"På svenska\"\n");
  CHECK(reading.entries == std::vector<Entry>{{"u1", "Road", "Tom Petty", "Free Fallin'"},
                                              {"u2", "På svenska", "Säkert!", "Fredrik"}});
  CHECK(reading.report.rows_read == 2);
}

TEST_CASE("quotes inside a field may be doubled, escaped or bare", "[reader]") {
  CHECK(title_of("\"a \"\"b\"\" c\"") == "a \"b\" c");
  CHECK(title_of("\"a \\\"b\\\" c\"") == "a \"b\" c");
  CHECK(title_of("\"a \"b\" c\"") == "a \"b\" c");
  CHECK(title_of("\"Touch \"Me\"\"") == "Touch \"Me\"");
  CHECK(title_of("\"Original 12\"\"") == "Original 12\"");
  CHECK(title_of("\"\"45\"\"") == "\"45\"");
  CHECK(title_of("\"a\\\\b\"") == "a\\b");
  CHECK(title_of("\"AC\\DC\"") == "AC\\DC");
  CHECK(title_of("\"ends in \\\"") == "ends in \\");
  CHECK(title_of("\"a, b\"") == "a, b");
  CHECK(title_of("plain") == "plain");
  CHECK(title_of(" \"spaced\" ") == "spaced");
  CHECK(title_of("\"\"").empty());
  CHECK(title_of("\"two\nlines\"") == "two\nlines");
}

TEST_CASE("columns are found by name, in any order and case", "[reader]") {
  const Reading reading = read_playlists("PlaylistName,extra,TrackName,ArtistName\np,x,t,a\n");
  CHECK(reading.entries == std::vector<Entry>{{"", "p", "a", "t"}});
}

TEST_CASE("byte order mark, CRLF, blank lines and a missing last line end do no harm", "[reader]") {
  const Reading reading = read_playlists(
      "\xEF\xBB\xBF\"user_id\", \"artistname\", \"trackname\", \"playlistname\"\r\n"
      "\"u\",\"a\",\"t\",\"p\"\r\n\r\n\"u\",\"a\",\"t2\",\"p\"");
  CHECK(reading.entries == std::vector<Entry>{{"u", "p", "a", "t"}, {"u", "p", "a", "t2"}});
  CHECK(reading.report.rows_skipped == 0);
}

TEST_CASE("malformed rows are skipped, counted and named; the rows around them are kept",
          "[reader]") {
  const Reading reading = read_playlists(kHeader +
                                         "\"u\",\"a\",\"one\",\"p\"\n"
                                         "\"u\",\"a\",\"three fields\"\n"
                                         "\"u\",\"a\",\"two\",\"p\"\n"
                                         "\"u\",\"a\",\"never closed,\"p\"x\n"
                                         "\"u\",\"a\",\"three\",\"p\"\n"
                                         "\"u\",\"a\",\"open\n"
                                         "\"u\",\"a\",\"four\",\"p\"\n");
  REQUIRE(reading.entries.size() == 4);
  CHECK(reading.entries[3].title == "four");
  CHECK(reading.report.rows_read == 4);
  CHECK(reading.report.rows_skipped == 3);
  REQUIRE(reading.report.problems.size() == 3);
  CHECK(reading.report.problems[0].line == 3);
  CHECK(reading.report.problems[0].reason == "expected 4 fields, found 3");
  CHECK(reading.report.problems[1].line == 5);
  CHECK(reading.report.problems[1].column > 0);
  CHECK(reading.report.problems[2].line == 7);
}

TEST_CASE("a quote that is never closed does not swallow the file", "[reader]") {
  std::string bytes = kHeader + "\"u\",\"a\",\"open\n";
  for (int i = 0; i < 50; ++i)
    bytes += "u,a,t" + std::to_string(i) + ",p\n";
  const Reading reading = read_playlists(bytes);
  CHECK(reading.entries.size() == 50);
  REQUIRE(reading.report.rows_skipped == 1);
  CHECK(reading.report.problems[0].line == 2);
  CHECK(reading.report.problems[0].column == 9);
}

TEST_CASE("how the bytes are cut into pieces changes nothing", "[reader]") {
  const std::string bytes = kHeader +
                            "\"u\",\"Säkert\",\"a \"\"b\"\"\",\"p\"\r\n"
                            "\"u\",\"a\",\"two\nlines\",\"p\"\nbad\n\"u\",\"a\",\"t\",\"p\"";
  const Reading whole = read_playlists(bytes);
  for (std::size_t piece = 1; piece < 20; ++piece) {
    const Reading cut = read_playlists(bytes, piece);
    CHECK(cut.entries == whole.entries);
    CHECK(cut.report.rows_skipped == whole.report.rows_skipped);
  }
}

TEST_CASE("a file cut in two anywhere is read the same, its problems too", "[reader]") {
  const std::string bytes =
      kHeader +
      "\"u\",\"S\xC3\xA4kert\",\"open\r\n\"u\",\"a\",\"t\",\"p\"\r\n"
      "\"u\",\"a\",\"two\n\nlines\",\"p\"\n\"u\",\"a\",\"stray\"x,\"p\"\n"
      "u,a,\xFF,p\n\"u\",\"a\",\"b \\\"q\\\" \"\"d\"\"\",\"p\"\n\"u\",\"a\",\"never";
  const auto read_cut = [&](std::size_t cut) {
    Reading reading;
    PlaylistReader reader("test.csv", 0, [&](const PlaylistEntry& entry) {
      reading.entries.push_back({std::string(entry.user), std::string(entry.playlist),
                                 std::string(entry.artist), std::string(entry.title)});
    });
    reader.push(bytes.substr(0, cut));
    reader.push(bytes.substr(cut));
    reading.report = reader.finish();
    return reading;
  };
  const Reading whole = read_cut(0);
  REQUIRE(whole.entries.size() == 4);
  REQUIRE(whole.report.problems.size() == 3);
  CHECK(whole.report.rows_repaired == 1);
  for (std::size_t cut = 1; cut < bytes.size(); ++cut) {
    const Reading reading = read_cut(cut);
    REQUIRE(reading.entries == whole.entries);
    REQUIRE(reading.report.rows_repaired == 1);
    REQUIRE(reading.report.problems.size() == 3);
    for (std::size_t i = 0; i < 3; ++i) {
      REQUIRE(reading.report.problems[i].line == whole.report.problems[i].line);
      REQUIRE(reading.report.problems[i].column == whole.report.problems[i].column);
      REQUIRE(reading.report.problems[i].reason == whole.report.problems[i].reason);
    }
  }
}

TEST_CASE("reading stops after max_rows good rows", "[reader]") {
  const std::string bytes = kHeader + "bad\nu,a,1,p\nu,a,2,p\nu,a,3,p\n";
  const Reading reading = read_playlists(bytes, 7, 2);
  CHECK(reading.entries.size() == 2);
  CHECK(reading.report.rows_read == 2);
}

TEST_CASE("invalid UTF-8 is repaired and counted", "[reader]") {
  const Reading reading = read_playlists(kHeader + "u,S\xE4kert,t,p\n");
  CHECK(reading.entries.at(0).artist == "S\xEF\xBF\xBDkert");
  CHECK(reading.report.rows_repaired == 1);
}

TEST_CASE("files that are no playlists are clear errors", "[reader]") {
  CHECK(error_of("").message().find("empty") != std::string::npos);
  CHECK(error_of("\n\n").message().find("empty") != std::string::npos);
  const Error no_header = error_of("hello\nworld\n");
  CHECK(no_header.code() == ErrorCode::bad_input);
  CHECK(no_header.location().line == 1);
  CHECK(no_header.message().find("\"artistname\"") != std::string::npos);
  CHECK(error_of("PK\x03\x04\x14\n").code() == ErrorCode::bad_input);
  const Error all_bad = error_of(kHeader + "bad\nworse,still\n");
  CHECK(all_bad.code() == ErrorCode::bad_input);
  CHECK(all_bad.location().line == 2);
  CHECK(all_bad.message().find("all 2 rows") != std::string::npos);
}

TEST_CASE("a header without rows is a report without rows", "[reader]") {
  const Reading reading = read_playlists(kHeader);
  CHECK(reading.entries.empty());
  CHECK(reading.report.rows_read == 0);
}

TEST_CASE("a line of 100 MB is skipped in bounded memory", "[reader]") {
  std::vector<std::string> titles;
  PlaylistReader reader("test.csv", 0,
                        [&](const PlaylistEntry& entry) { titles.emplace_back(entry.title); });
  reader.push(kHeader + "u,a,before,p\nu,a,");
  const std::string megabyte(1 << 20, 'x');
  for (int i = 0; i < 100; ++i)
    reader.push(megabyte);
  reader.push(",p\nu,a,after,p\n");
  const ReadReport report = reader.finish();
  CHECK(titles == std::vector<std::string>{"before", "after"});
  CHECK(report.rows_skipped == 1);
  CHECK(report.problems.at(0).line == 3);
}
