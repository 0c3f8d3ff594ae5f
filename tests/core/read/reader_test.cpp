#include "segue/read/reader.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "support/playlists.h"

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

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// What is said where `begin`, then `piece` so many times, then `end` are read; the pieces end
/// where no more are wanted.
std::string complaint_of(const std::string& begin, const std::string& piece, std::size_t times,
                         const std::string& end) {
  PlaylistReader reader("test", 0, [](const PlaylistEntry&) {});
  try {
    bool wanted = reader.push(begin);
    for (std::size_t i = 0; i < times && wanted; ++i)
      wanted = reader.push(piece);
    if (wanted) reader.push(end);
    const ReadReport report = reader.finish();
    if (report.stopped) return report.stopped->reason;
    return report.problems.empty() ? "" : report.problems[0].reason;
  } catch (const Error& error) {
    REQUIRE(error.code() == ErrorCode::bad_input);
    return error.message();
  }
}

/// A slice of the Million Playlist Dataset of one playlist with these tracks.
std::string mpd_slice(const std::string& tracks) {
  return R"({"playlists":[{"pid":1,"name":"p","tracks":[)" + tracks + "]}]}";
}

std::string mpd_track(const std::string& title) {
  return R"({"artist_name":"a","track_name":")" + title + R"("})";
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

TEST_CASE("all lines may end in CR alone where the first does", "[reader]") {
  const std::string text = kHeader + "\"u\",\"a\",\"one\",\"p\"\nbad\n\"u\",\"a\",\"two\",\"p\"\n";
  const Reading with_lf = read_playlists(text);
  REQUIRE(with_lf.entries.size() == 2);
  std::string with_cr = text;
  std::replace(with_cr.begin(), with_cr.end(), '\n', '\r');
  for (std::size_t piece = 1; piece <= with_cr.size(); ++piece) {
    const Reading reading = read_playlists(with_cr, piece);
    CHECK(reading.entries == with_lf.entries);
    REQUIRE(reading.report.problems.size() == 1);
    CHECK(reading.report.problems[0].line == 3);
  }
  CHECK(read_playlists("a - one\ra - two\ra - three").entries.size() == 3);
  CHECK(read_playlists("#EXTM3U\r#EXTINF:1,a - one\rx.mp3\r").entries.size() == 1);
  // Elsewhere it is a byte of the text.
  const Reading inside = read_playlists(kHeader + "\"u\",\"a\",\"o\rne\",\"p\"\n");
  REQUIRE(inside.entries.size() == 1);
  CHECK(inside.entries[0].title == "o\rne");
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
      reading.entries.push_back(copy_of(entry));
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

TEST_CASE("reading stops after max_rows good rows, and says whether there are more", "[reader]") {
  const std::string bytes = kHeader + "bad\nu,a,1,p\nu,a,2,p\nu,a,3,p\n";
  for (const std::size_t rows : {1u, 2u, 3u, 4u}) {
    const Reading reading = read_playlists(bytes, 7, rows);
    CHECK(reading.entries.size() == std::min<std::size_t>(rows, 3));
    CHECK(reading.report.rows_read == reading.entries.size());
    CHECK(reading.report.more == (rows < 3));
  }
  const std::string slice = mpd_slice(mpd_track("1") + "," + mpd_track("2") + "," + mpd_track("3"));
  CHECK(read_playlists(slice, 7, 2).entries.size() == 2);
  CHECK(read_playlists(slice, 7, 2).report.more);
}

TEST_CASE("invalid UTF-8 is repaired and counted", "[reader]") {
  const Reading reading = read_playlists(kHeader + "u,S\xE4kert,t,p\n");
  CHECK(reading.entries.at(0).artist == "S\xEF\xBF\xBDkert");
  CHECK(reading.report.rows_repaired == 1);
}

TEST_CASE("files that are no playlists are clear errors", "[reader]") {
  CHECK(error_of("").message().find("empty") != std::string::npos);
  CHECK(error_of("\n\n").message().find("empty") != std::string::npos);
  CHECK(holds(error_of(R"({"playlists":[{"items":[{"track":{)").message(), "cut short"));
  const Error no_header = error_of("hello\nworld\n");
  CHECK(no_header.code() == ErrorCode::bad_input);
  CHECK(no_header.location().line == 1);
  for (const char* form :
       {"streaming services", "M3U", "rekordbox", "\"title\", \"artist\"", "a line"})
    CHECK(holds(no_header.message(), form));
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

TEST_CASE("playlists of one name are told apart within a file and among files", "[reader]") {
  CorpusBuilder builder(PlaylistIdentity::user_and_name);
  const std::string two_lists = "a - 1\na - 2\n\nb - 1\nb - 2\n";
  for (const char* file : {"x/list.txt", "y/list.txt"}) {
    PlaylistReader reader(file, 0, [&](const PlaylistEntry& entry) { builder.add(entry); });
    reader.push(two_lists);
    reader.finish();
  }
  const Corpus corpus = std::move(builder).build();
  REQUIRE(corpus.playlists() == 4);
  for (std::size_t i = 0; i < 4; ++i)
    CHECK(corpus.playlist(i).size() == 2);
}

TEST_CASE("JSON that is cut short or broken in the middle is kept up to there", "[reader]") {
  const std::string slice =
      mpd_slice(mpd_track("1") + ",\n" + mpd_track("2") + ",\n" + mpd_track("3"));
  const Reading cut = read_playlists(slice.substr(0, slice.size() - 10));
  CHECK(cut.entries.size() == 2);
  CHECK(cut.report.rows_skipped == 0);
  REQUIRE(cut.report.stopped);
  CHECK(cut.report.stopped->line == 3);
  CHECK(cut.report.stopped->column == mpd_track("3").size() - 5);
  CHECK(cut.report.stopped->reason == "the file ends here, in the middle: it was cut short");

  std::string broken = slice;
  broken.replace(broken.find("\"3\""), 3, "'3'");
  const Reading reading = read_playlists(broken, 3);
  CHECK(reading.entries.size() == 2);
  REQUIRE(reading.report.stopped);
  CHECK(reading.report.stopped->line == 3);
  CHECK(holds(reading.report.stopped->reason, "not JSON"));

  CHECK(holds(error_of(slice.substr(0, 50)).message(), "cut short"));
  CHECK(holds(read_playlists(slice + " x").report.stopped.value().reason, "follows after the end"));
  CHECK_FALSE(read_playlists(slice + "\r\n \n").report.stopped);
}

TEST_CASE("a CSV and an XML cut in the middle of a row are kept up to there", "[reader]") {
  const Reading csv = read_playlists(kHeader + "\"u\",\"a\",\"1\",\"p\"\n\"u\",\"a\",\"2");
  CHECK(csv.entries.size() == 1);
  REQUIRE(csv.report.rows_skipped == 1);
  CHECK(csv.report.problems[0].line == 3);
  const std::string track = "<track><title>t</title><creator>a</creator></track>";
  const Reading xml =
      read_playlists("<playlist><trackList>\n" + track + "\n" + track.substr(0, 30));
  CHECK(xml.entries.size() == 1);
  REQUIRE(xml.report.stopped);
  CHECK(xml.report.stopped->line == 3);
  CHECK(holds(xml.report.stopped->reason, "cut short"));
}

TEST_CASE("what a file is stays known, also of one that cannot be read", "[reader]") {
  PlaylistReader good("a", 0, [](const PlaylistEntry&) {});
  good.push("a - b\n");
  CHECK(good.format().empty());
  CHECK(good.finish().format == "list of songs");
  CHECK(good.format() == "list of songs");
  PlaylistReader bad("b", 0, [](const PlaylistEntry&) {});
  bad.push(mpd_slice(mpd_track("1")).substr(0, 60));
  CHECK_THROWS_AS(bad.finish(), Error);
  CHECK(bad.format() == "Million Playlist Dataset slice");
}

TEST_CASE("only files that may be playlists are taken for them", "[reader]") {
  const std::vector<std::pair<std::string, std::string>> files = {
      {"PK\x03\x04\x14", "zip"},
      {"\x1F\x8B\x08", "gzip"},
      {"%PDF-1.7\n", "PDF"},
      {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "save it as CSV"},
      {"\x89PNG\r\n", "picture"},
      {std::string("\0\1\2\3", 4), "not text"},
      {std::string("a\0 \0-\0 \0b\0\1\0", 12), "not text"},
      {"<!DOCTYPE html>\n<html><body>x", "web page"},
      {"<?xml version='1.0'?><rss></rss>", "XML"},
      {R"({"userId":"x","creationTime":"2020"})", "JSON"},
      {"[]", "empty"},
      {" { }\n", "empty"},
      {"[[]]", "empty"},
      {"{\"playlists\": [], \"x\": {}}", "empty"},
      {"[\"x\"]", "JSON"},
      {"{\"x\":\"\"}", "JSON"},
      {R"([{"endTime":"2024-01-05 14:23","name":"x","msPlayed":1}])", "JSON"},
      {"#EXTM3U\n#EXT-X-VERSION:3\n#EXTINF:9,\nsegment0.ts\n", "HLS"},
      {"Event Type,Event Start Timestamp,Song Name\n", "Daily Tracks"},
      {"a,b,c\n1,2,3\n", "not a playlist file"},
      {"Dear reader,\n\nthis - you see - is a letter.\nIt is long.\nAnd dull.\n", "not a playlist"},
  };
  for (const auto& [bytes, word] : files) {
    PlaylistReader reader("test", 0, [](const PlaylistEntry&) { FAIL("an entry"); });
    try {
      reader.push(bytes);
      reader.finish();
      FAIL("no error: " << word);
    } catch (const Error& error) {
      INFO(error.message());
      CHECK(error.code() == ErrorCode::bad_input);
      CHECK(holds(error.message(), word));
      CHECK(error.location().line == (word == "HLS" ? 2 : 1));
      if (word != "HLS") CHECK(reader.format().empty());
    }
  }
}

TEST_CASE("nothing that is too deep, too long or growing takes memory or time", "[reader]") {
  const std::string megabyte(1 << 20, 'x');
  const std::string brackets(1 << 20, '[');
  // Ten levels are fine, a million are not.
  const std::string nested =
      R"({"deep":[[[[[[[[[[1]]]]]]]]]],)" + mpd_slice(mpd_track("1")).substr(1);
  CHECK(read_playlists(nested).entries.size() == 1);
  CHECK(holds(complaint_of("", brackets, 1, ""), "JSON"));
  CHECK(holds(complaint_of(R"({"playlists":[{"pid":1,"tracks":[)", brackets, 1, ""), "32 levels"));
  // A gigabyte of one line, or of one text.
  CHECK(holds(complaint_of("", megabyte, 1024, ""), "not a playlist file"));
  CHECK(complaint_of(kHeader, megabyte, 1024, "\nu,a,t,p\n") == "the line is longer than 1 MiB");
  CHECK(complaint_of("a - b\n", megabyte, 1024, "\na - c\n") == "the line is longer than 1 MiB");
  CHECK(complaint_of("#EXTM3U\n", megabyte, 1024, "\na - b.mp3\n") ==
        "the line is longer than 1 MiB");
  const std::string slice = mpd_slice(mpd_track("1"));
  CHECK(complaint_of(slice.substr(0, slice.size() - 4) + ",{\"track_name\":\"", megabyte, 1024,
                     "") == "a text is longer than 1 MiB");
  const std::string xspf =
      "<playlist><trackList><track><title>t</title><creator>a</creator></track>";
  CHECK(complaint_of(xspf + "<track><title>", megabyte, 1024, "") == "a text is longer than 1 MiB");
  CHECK(complaint_of(xspf + "<track ", megabyte, 1024, "") == "a tag is longer than 1 MiB");
  std::string deep = xspf;
  for (int i = 0; i < 100; ++i)
    deep += "<x>";
  CHECK(holds(complaint_of(deep, "", 0, ""), "64 levels"));
  const std::string behind = "]>\n<playlist><trackList><track><title>";
  std::string bomb = "<?xml version=\"1.0\"?>\n<!DOCTYPE playlist [\n<!ENTITY a0 \"aaaaaaaaaa\">\n";
  for (int i = 1; i < 10; ++i) {
    const std::string one = "&a" + std::to_string(i - 1) + ";";
    bomb += "<!ENTITY a" + std::to_string(i) + " \"";
    for (int times = 0; times < 10; ++times)
      bomb += one;
    bomb += "\">\n";
  }
  CHECK(
      holds(complaint_of(bomb + behind + "&a9;</title></track></trackList></playlist>", "", 0, ""),
            "bomb"));
  // Many of the longest that may be, in one text, and many of them declared.
  const std::string long_one = "<!DOCTYPE playlist [<!ENTITY a \"" + std::string(1000, 'a') + "\">";
  CHECK(complaint_of(long_one + behind, "&a;&a;&a;&a;&a;&a;&a;&a;", 40'000,
                     "</title><creator>a</creator></track></trackList></playlist>")
            .empty());
  CHECK(holds(complaint_of(long_one, "<!ENTITY b \"&a;\">", 70, behind), "bomb"));
  CHECK(holds(complaint_of(xspf + "</title>", "", 0, ""), "</title> ends nothing"));
}

TEST_CASE("text that is not UTF-8 is repaired in every form", "[reader]") {
  const Reading json = read_playlists(mpd_slice(mpd_track("S\xE4kert")));
  CHECK(json.entries.at(0).title == "S\xEF\xBF\xBDkert");
  CHECK(json.report.rows_repaired == 1);
  const Reading xml = read_playlists(
      "<playlist><trackList><track><title>\xE4&#0;&#xD800;&#x1F3B5;</title><creator>a</creator>"
      "</track></trackList></playlist>");
  CHECK(xml.entries.at(0).title == "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xF0\x9F\x8E\xB5");
  CHECK(read_playlists("\xFF\xFE" + std::string("a\0 \0-\0 \0b\0\n\0\0", 13)).entries.at(0).title ==
        "b");
}

TEST_CASE("a listening history's entries are plays, which tell when they ended", "[reader]") {
  const std::string history =
      R"([{"ts":"2024-01-05T14:04:00Z","ms_played":240000,"master_metadata_track_name":"t",)"
      R"("master_metadata_album_artist_name":"a"}])";
  std::vector<std::int64_t> ends;
  PlaylistReader reader("a.json", 0,
                        [&](const PlaylistEntry& entry) { ends.push_back(entry.ended); });
  reader.push(history);
  CHECK(reader.finish().kind == ReadKind::history);
  CHECK(ends == std::vector<std::int64_t>{1704463440});
  CHECK(read_playlists("a - b\n").report.kind == ReadKind::playlists);
}
