// What a file is, is told by its beginning alone, however that arrives.

#include "read/recognise.h"

#include <catch2/catch.hpp>

#include "support/playlists.h"

using namespace segue;
using namespace segue::test;

namespace {

/// What reading comes to, in a line: the format and the last title, or what is wrong.
std::string outcome(std::string_view bytes, std::size_t piece) {
  try {
    const Reading reading = read_playlists(bytes, piece);
    return reading.report.format + ": " + std::to_string(reading.entries.size()) + ", " +
           reading.entries.back().title;
  } catch (const Error& error) {
    return error.message();
  }
}

std::string songs(int from, int to) {
  std::string text;
  for (int i = from; i < to; ++i)
    text += "Artist " + std::to_string(i % 7) + " - Song " + std::to_string(i) + "\n";
  return text;
}

}  // namespace

TEST_CASE("a zero byte is judged by where it stands, not by how the bytes arrive",
          "[reader][recognise]") {
  const std::string zero = std::string("Artist - So\0ng\n", 15);
  for (const int songs_before : {1, 10, 30, 100, 1000}) {
    const std::string text = songs(0, songs_before) + zero + songs(0, 2000);
    const std::string whole = outcome(text, text.size());
    for (const std::size_t piece : {1u, 100u, 1000u, 5000u, 70000u})
      CHECK(outcome(text, piece) == whole);
  }
}

TEST_CASE("UTF-16 without a mark is told by its zeros, however it is cut", "[reader][recognise]") {
  const auto utf16 = [](std::string_view text, bool is_big) {
    std::string units;
    for (const char c : text) {
      if (is_big) units += '\0';
      units += c;
      if (!is_big) units += '\0';
    }
    return units;
  };
  const std::string table = "title,artist\nFredrik,S\xE4kert!\nLast,Nick Drake\n";
  for (const bool is_big : {false, true}) {
    for (const std::size_t piece : {1u, 2u, 3u, 63u, 64u, 65u, 1000u}) {
      CHECK(outcome(utf16(table, is_big), piece) == "table of songs: 2, Last");
      CHECK(outcome(utf16("a - b", is_big), piece) == "list of songs: 1, b");
    }
  }
  // One zero makes no UTF-16, and neither do those of numbers.
  CHECK(outcome(std::string("a - b\0\n", 7), 1).find("not text") != std::string::npos);
  CHECK(outcome(std::string("\1\0\2\0\3\0\4\0", 8), 1).find("not text") != std::string::npos);
}

TEST_CASE("lines of Shift_JIS, GBK and KOI8-R that pass for Windows-1252 are not taken for it",
          "[reader][recognise]") {
  // Each file's last line is "foo - " and two signs, which alone could be Windows-1252.
  const std::string passing[] = {"foo - \x8B\x43\x8A\x46\n", "foo - \xCE\xD2\n",
                                 "foo - \xEF\xCE\n"};
  const std::string most[] = {"\x92\xC5\x96\xBC\x97\xD1\x8C\xE7 - \x8A\xDB\x82\xCC\x93\xE0\n",
                              "\xCD\xF5\xB7\xC6 - \xBA\xEC\xB6\xB9\n",
                              "\xEB\xC9\xCE\xCF - \xE7\xD2\n"};
  for (std::size_t i = 0; i < 3; ++i) {
    const Reading alone = read_playlists(passing[i]);
    CHECK(alone.entries.size() == 1);
    CHECK(alone.report.is_encoding_guessed);
    const std::string text = passing[i] + most[i] + most[i] + "Nick Drake - Pink Moon\n";
    for (const std::size_t piece : {1u, 1000u}) {
      const Reading reading = read_playlists(text, piece);
      REQUIRE(reading.entries.size() == 1);
      CHECK(reading.entries[0].title == "Pink Moon");
      CHECK_FALSE(reading.report.is_encoding_guessed);
      CHECK(reading.report.rows_skipped == 3);
    }
  }
}

TEST_CASE("that the encoding is guessed is reported, and nothing where it is known",
          "[reader][recognise]") {
  const auto is_guessed = [](const std::string& bytes, const std::string& encoding) {
    PlaylistReader reader(
        "test", 0, [](const PlaylistEntry&) {}, encoding);
    reader.push(bytes);
    return reader.finish().is_encoding_guessed;
  };
  const std::string list = "Die \xC4rzte - Westerland\n";
  CHECK(is_guessed(list, ""));
  CHECK(is_guessed("title,artist\nWesterland,Die \xC4rzte\n", ""));
  CHECK_FALSE(is_guessed(list, "windows-1252"));
  CHECK_FALSE(is_guessed("#EXTM3U\n#EXTENC:windows-1252\n#EXTINF:1," + list + "a.mp3\n", ""));
  CHECK_FALSE(is_guessed("Nick Drake - Pink Moon\n", ""));
}

TEST_CASE("a table whose header is in an unknown encoding is refused for that",
          "[reader][recognise]") {
  const std::string header = "\x83\x5E\x83\x43\x83\x67\x83\x8B,\x89\xCC\x8E\xE8,\x8A\xCF\n";
  CHECK(
      outcome(header + "Pink Moon,Nick Drake,1\nRoad,Nick Drake,2\n", 7).find("save it as UTF-8") !=
      std::string::npos);
}

TEST_CASE("a file that begins like another form is the same in pieces", "[reader][recognise]") {
  // Twenty lines of prose or songs, and another mixture behind them.
  std::string prose;
  for (int i = 0; i < 30; ++i)
    prose += "This is a line that says nothing of songs, number " + std::to_string(i) + ".\n";
  for (const std::string& text : {prose + songs(0, 500), songs(0, 25) + prose + prose + prose}) {
    const std::string whole = outcome(text, text.size());
    for (const std::size_t piece : {1u, 100u, 1000u, 5000u})
      CHECK(outcome(text, piece) == whole);
  }
}
