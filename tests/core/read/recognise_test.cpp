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
