// Tables: which column is what, how they are written, and what is none. Whole files of each kind
// stand in tests/fixtures/playlists.

#include <catch2/catch.hpp>

#include "read/cell_kind.h"
#include "read/column_meaning.h"
#include "read/timestamp.h"
#include "support/playlists.h"

using namespace segue;
using namespace segue::test;

namespace {

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// What is said of a file that is refused.
std::string refusal_of(const std::string& bytes) {
  try {
    const Reading reading = read_playlists(bytes);
    FAIL("read as " << reading.report.format << ", " << reading.entries.size() << " songs");
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::bad_input);
    return error.message();
  }
  return "";
}

/// Reads a file in an old encoding that its listener names.
Reading read_as(const std::string& encoding, const std::string& bytes) {
  Reading reading;
  PlaylistReader reader(
      "test.csv", 0, [&](const PlaylistEntry& entry) { reading.entries.push_back(copy_of(entry)); },
      encoding);
  reader.push(bytes);
  reading.report = reader.finish();
  return reading;
}

std::vector<std::string> titles_of(const Reading& reading) {
  std::vector<std::string> titles;
  for (const Entry& entry : reading.entries)
    titles.push_back(entry.title);
  return titles;
}

std::optional<std::int64_t> time_of(std::string_view text,
                                    read::DateOrder order = read::DateOrder::day_first) {
  const auto time = read::parse_timestamp(text, order);
  return time ? std::optional(time->seconds) : std::nullopt;
}

}  // namespace

TEST_CASE("columns are known by what services call them, in their languages", "[reader][table]") {
  const std::pair<const char*, const char*> headers[] = {
      {"Track Name", "Artist Name(s)"},
      {"master_metadata_track_name", "master_metadata_album_artist_name"},
      {"TRACK_TITLE", "track_artist"},
      {"Song", "Artists"},
      {"title", "PERFORMER"},
      {"Songtitel", "Künstlername(n)"},
      {"Titel", "Interpret"},
      {"Nom du titre", "Nom de l’artiste"},
      {"Titre", "Artiste"},
      {"Nombre de la canción", "Nombre del artista"},
      {"Título", "Intérprete"},
      {"Nome della traccia", "Nome dell'artista"},
      {"Brano", "Artista"},
      {"Nome da música", "Nome do artista"},
      {"Nummer", "Artiest"},
      {"Låtnamn", "Artistnamn"},
      {"Kappale", "Esittäjä"},
      {"Tytuł utworu", "Wykonawca"},
      {"Název", "Umělec"},
      {"Название", "Исполнитель"},
      {"曲名", "アーティスト"},
      {"歌曲名称", "歌手"},
      {"곡명", "아티스트"},
  };
  for (const auto& [title, artist] : headers) {
    for (const char* delimiter : {",", ";", "\t", "|"}) {
      INFO(title << delimiter << artist);
      const std::string header = std::string("#") + delimiter + artist + delimiter + title;
      const std::string row = std::string("1") + delimiter + "Fairuz" + delimiter + "Zahrat";
      const Reading reading = read_playlists(header + "\n" + row + "\n", 1 << 16, 0, "x/mine.csv");
      CHECK(reading.entries == std::vector<Entry>{{"x/mine.csv", "mine", "Fairuz", "Zahrat", 1}});
    }
  }
}

TEST_CASE("a column of numbers or identifiers is never a title", "[reader][table]") {
  const Reading numbers = read_playlists("Track,Artist,Name\n1,Fairuz,Zahrat\n2,Fairuz,Wahdon\n");
  CHECK(titles_of(numbers) == std::vector<std::string>{"Zahrat", "Wahdon"});
  const Reading uris = read_playlists("track,artist,song\nspotify:track:1,Fairuz,Zahrat\n");
  CHECK(titles_of(uris) == std::vector<std::string>{"Zahrat"});
  using read::CellKind;
  CHECK(read::cell_kind("USRC17607839") == CellKind::identifier);
  CHECK(read::cell_kind("f1b1cf71-bd35-4e99-8624-24a6e15f133a") == CellKind::identifier);
  CHECK(read::cell_kind("C:\\Music\\a.mp3") == CellKind::identifier);
  CHECK(read::cell_kind("3:45") == CellKind::number);
  CHECK(read::cell_kind("0,61") == CellKind::number);
  CHECK(read::cell_kind("1720688652") == CellKind::time);
  CHECK(read::cell_kind("1997-05-21") == CellKind::day);
  CHECK(read::cell_kind("Major Tom (völlig losgelöst)") == CellKind::text);
}

TEST_CASE("the report says which columns were read as what, without a user's name",
          "[reader][table]") {
  const ReadReport report =
      read_playlists("Artist;Album;AlbumId;Track;Date#jan\na;b;;t;1720688652000\n").report;
  CHECK(report.kind == ReadKind::history);
  REQUIRE(report.columns.size() == 3);
  CHECK(report.columns[0].column == "Artist");
  CHECK(report.columns[1].meaning == "title");
  CHECK(report.columns[2].column == "Date");
  CHECK(report.columns[2].meaning == "time");
}

TEST_CASE("times are read as programs write them", "[reader][table]") {
  constexpr std::int64_t kNoon = 1704456180;  // 2024-01-05 12:03:00
  for (const char* text :
       {"1704456180", "1704456180000", "1704456180000000", "1704456180.25", "2024-01-05T12:03:00Z",
        "2024-01-05 12:03", "2024-01-05 12:03:00 UTC", "2024/01/05 12:03", "5.1.2024 12:03:00",
        "5 Jan 2024 12:03", "05 Jan 2024, 12:03", "January 5, 2024 at 12:03PM",
        "Fri, 05 Jan 2024 13:03:00 +0100", "Jan 5, 2024, 12:03:00\xE2\x80\xAFPM",
        "2024-01-05T14:03:00+02:00"}) {
    INFO(text);
    CHECK(time_of(text) == kNoon);
  }
  CHECK(time_of("1/5/2024 12:03", read::DateOrder::month_first) == kNoon);
  CHECK(time_of("1/25/2024 12:03") == std::nullopt);
  CHECK(time_of("January 5, 2024 at 12:03AM") == kNoon - 12 * 3600);
  CHECK_FALSE(read::parse_timestamp("5.1.2024", read::DateOrder::day_first)->has_clock);
  for (const char* text :
       {"", "3:45", "1:02:03", "231000", "1997", "May", "Monday", "99 Luftballons", "12:03PM",
        "2024-13-05 12:03", "2024-01-05 25:03", "9780140449136"}) {
    INFO(text);
    CHECK(time_of(text) == std::nullopt);
  }
}

TEST_CASE("a table that says when songs were played makes sessions, one of dates alone does not",
          "[reader][table]") {
  const Reading played = read_playlists(
      "title,artist,date\na,x,1/25/2024 10:00\nb,x,1/25/2024 10:04\nc,x,1/26/2024 10:00\n");
  REQUIRE(played.entries.size() == 3);
  CHECK(played.entries[1].playlist == "2024-01-25 10:00");
  CHECK(played.entries[2].playlist == "2024-01-26 10:00");
  const Reading released = read_playlists("title,artist,date\na,x,2024-01-25\nb,x,1997-01-26\n");
  REQUIRE(released.entries.size() == 2);
  CHECK(released.entries[1].playlist == "test");
  const Reading added = read_playlists("title,artist,Added At\na,x,2024-01-25T10:00:00Z\n");
  CHECK(added.entries.at(0).playlist == "test");
  CHECK(added.report.kind == ReadKind::playlists);
}

TEST_CASE("a table without a title and an artist is refused by what it has and what it lacks",
          "[reader][table]") {
  const std::string both = refusal_of("Index;Video;Views\n1;x;1000\n2;y;2000\n");
  CHECK(holds(both, "\"Index\", \"Video\", \"Views\""));
  CHECK(holds(both, "rename what holds that to \"title\" and \"artist\""));
  const std::string artist = refusal_of("Song,Year\nZombie,1976\nWahdon,1979\n");
  CHECK(holds(artist, "is named as an artist"));
  const std::string title = refusal_of("artist\tplays\nFairuz\t12\nNena\t9\n");
  CHECK(holds(title, "is named as a title"));
  CHECK(holds(refusal_of("Fairuz\tZahrat\nNena\tKino\n"), "put a line above it"));
  // Never taken for "artist - title", whatever stands in it.
  CHECK(holds(refusal_of("Index,Video,Views\n1,Fairuz - Zahrat,10\n2,Nena - Kino,9\n"), "Video"));
  CHECK(holds(refusal_of("1,Fairuz - Zahrat,10\n2,Nena - Kino,9\n"), "put a line above it"));
  CHECK(holds(refusal_of("a - b\tc - d\ne - f\tg - h\n"), "tab"));
}

TEST_CASE("a list of songs stays one, whatever commas it holds", "[reader][table]") {
  for (const char* text :
       {"Tyler, The Creator - Igor\nTyler, The Creator - Earfquake\n",
        "Crosby, Stills, Nash - Ohio\nCrosby, Stills, Nash - Helpless\n",
        "Nena - Kino, 1983\nNena - Leuchtturm, 1983\n",
        "My list; old songs\nNena - Kino\nFairuz - Zahrat\n",
        "Artist, title\nNena - Kino\nFairuz - Zahrat\n", "1, Nena - Kino\n2, Fairuz - Zahrat\n"}) {
    INFO(text);
    const Reading reading = read_playlists(text);
    CHECK(reading.report.format == "list of songs");
    CHECK(reading.entries.size() == 2);
  }
}

TEST_CASE("without names of columns only what tells itself is read", "[reader][table]") {
  const Reading repeats = read_playlists(
      "Zahrat\tFairuz\nWahdon\tFairuz\nKifak\tFairuz\nKino\tNena\nLeuchtturm\tNena\n");
  CHECK(titles_of(repeats) ==
        std::vector<std::string>{"Zahrat", "Wahdon", "Kifak", "Kino", "Leuchtturm"});
  CHECK(repeats.entries.at(0).artist == "Fairuz");
  CHECK(holds(refusal_of("Zahrat\tFairuz\nKino\tNena\n"), "title, artist"));
}

TEST_CASE("a semicolon file says how many of its fields are missing", "[reader][table]") {
  const Reading reading = read_playlists("title;artist;album\na;x;y\nonly\nb;x;y\nc;x;y;z\n");
  CHECK(titles_of(reading) == std::vector<std::string>{"a", "b"});
  REQUIRE(reading.report.problems.size() == 2);
  CHECK(reading.report.problems[0].reason == "expected 2 fields, found 1");
  CHECK(reading.report.problems[1].reason == "expected 3 fields, found 4");
}

TEST_CASE("a zero byte or a cut at any place changes nothing in a table", "[reader][table]") {
  const std::string table =
      "No;Titel;Interpret\n1;Zahr\xE4t;Fairuz\n2;\"Wah\ndon\";Fairuz\r\n3;Kino;Nena\n";
  for (std::size_t at = table.find('\n'); at <= table.size(); ++at) {
    std::string text = table;
    text.insert(at, 1, '\0');
    const Reading whole = read_playlists(text, text.size());
    for (const std::size_t piece : {1u, 2u, 7u, 20u}) {
      const Reading cut = read_playlists(text, piece);
      REQUIRE(cut.entries == whole.entries);
      REQUIRE(cut.report.rows_skipped == whole.report.rows_skipped);
    }
  }
}

TEST_CASE("prose, logs and programs are no songs", "[reader][table]") {
  const char* texts[] = {
      "Dear all,\n\nthank you, as ever, for the long, kind letter.\nYours, Jan\n",
      "Jan 12 10:00:01 host cron[12]: (root) CMD (run-parts)\nJan 12 10:05:01 host cron[13]: x\n",
      "2024-01-05 12:03:00,123 INFO main - started\n2024-01-05 12:03:01,456 WARN main - slow\n",
      "127.0.0.1 - - [05/Jan/2024:12:03:00 +0000] \"GET / HTTP/1.1\" 200 12\n",
      "root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\n",
      "#include <stdio.h>\n\nint main(void) {\n  printf(\"a, b, c\");\n  return 0;\n}\n",
      "def f(a, b):\n    return a - b\n\nprint(f(1, 2))\n",
      "name: x\non: [push]\njobs:\n  build:\n    runs-on: debian\n",
      "[Unit]\nDescription=A - B\n\n[Service]\nExecStart=/bin/true\n",
      "PACKAGE\tVERSION\tSIZE\nbash\t5.2\t1864\ncoreutils\t9.1\t2988\n",
      "Title,Author,Year\nFaust,Goethe,1808\nEmma,Austen,1815\n",
      "id,name,email\n1,Jan,jan@example.org\n2,Eva,eva@example.org\n",
      ("# Heading\n\n- one thing\n- another - with a dash\n- a third\n\nSome text - indeed - "
       "here.\n"
       "And more of it.\nAnd more.\nAnd more.\nAnd more.\nAnd more.\n"),
  };
  for (const char* text : texts) {
    INFO(text);
    CHECK_FALSE(refusal_of(text).empty());
  }
}

TEST_CASE("a table in an old encoding is read where its listener names it, its header too",
          "[reader][table]") {
  const std::string table =
      "\xCD\xE0\xE7\xE2\xE0\xED\xE8\xE5;\xC8\xF1\xEF\xEE\xEB\xED\xE8\xF2\xE5\xEB\xFC;"
      "\xC0\xEB\xFC\xE1\xEE\xEC\r\n"
      "\xC3\xF0\xF3\xEF\xEF\xE0 \xEA\xF0\xEE\xE2\xE8;\xCA\xE8\xED\xEE;\xC3\xF0\xF3\xEF\xEF\xE0 "
      "\xEA\xF0\xEE\xE2\xE8\r\n"
      "31 \xE2\xE5\xF1\xED\xE0;\xCD\xEE\xF7\xED\xFB\xE5 "
      "\xD1\xED\xE0\xE9\xEF\xE5\xF0\xFB;\xD0\xF3\xE1\xE5\xE6\r\n";
  const Reading reading = read_as("windows-1251", table);
  CHECK(titles_of(reading) == std::vector<std::string>{"Группа крови", "31 весна"});
  REQUIRE(reading.entries.size() == 2);
  CHECK(reading.entries[1].artist == "Ночные Снайперы");
  REQUIRE(reading.report.columns.size() >= 2);
  CHECK(reading.report.columns[1].column == "Исполнитель");
  CHECK_FALSE(reading.report.is_encoding_guessed);
  CHECK(holds(refusal_of(table), "--encoding windows-1251"));
}

TEST_CASE("a time of day is told from a duration and a number", "[reader][table]") {
  using read::parse_clock;
  CHECK(parse_clock("00:00") == 0);
  CHECK(parse_clock("14:23") == 14 * 3600 + 23 * 60);
  CHECK(parse_clock("9:05:30") == 9 * 3600 + 5 * 60 + 30);
  CHECK(parse_clock("12:01 AM") == 60);
  CHECK(parse_clock("12:01pm") == 12 * 3600 + 60);
  for (const char* none : {"", "14", "24:00", "12:60", "1:2", "13:05 PM", "0:05 am", "12:05 xm",
                           "12:05 p", "12:05:", "3:45,5", "2024-01-05 14:23"})
    CHECK_FALSE(parse_clock(none));
}

TEST_CASE("a day and a time of day in two columns are one time, and the report says so",
          "[reader][table]") {
  std::vector<std::int64_t> ends;
  PlaylistReader reader("a.csv", 0,
                        [&](const PlaylistEntry& entry) { ends.push_back(entry.ended); });
  reader.push("Artist,Track,Date,Time\na,one,2024-01-05,14:00:10\na,two,2024-01-05,14:04\n");
  const ReadReport report = reader.finish();
  CHECK(report.kind == ReadKind::history);
  REQUIRE(report.columns.size() == 4);
  CHECK(report.columns[2].meaning == "day");
  CHECK(report.columns[3].meaning == "time of day");
  CHECK(ends == std::vector<std::int64_t>{1704463210, 1704463440});
}

TEST_CASE("a column that a header names and no row has is not read", "[reader][table]") {
  std::string table = "My list\nCountry\tKind\tDate Played\tTrack Description\n";
  for (int i = 0; i < 30; ++i)
    table += "DE\t2024\n";
  CHECK(holds(refusal_of(table), "none of its columns \"Country\", \"Kind\" is named"));
}
