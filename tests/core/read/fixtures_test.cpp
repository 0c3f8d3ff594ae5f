// Every form that the reader knows, in each of its variants: the files of tests/fixtures/playlists.
// What is expected of one stands in tests/fixtures/expected, under its name.

#include <algorithm>
#include <catch2/catch.hpp>
#include <string_view>

#include "segue/unicode/text.h"
#include "support/playlists.h"

using namespace segue;
using namespace segue::test;
using namespace std::string_view_literals;

namespace {

struct Fixture {
  const char* name;
  std::string_view bytes;
  std::string_view expected;
};

constexpr Fixture kFixtures[] = {
#include "fixtures.inc"
};

constexpr std::size_t kAtOnce = std::size_t{1} << 16;

std::string line_of(const Entry& entry, const std::string& file) {
  std::string line = entry.user == file ? "" : "(" + entry.user + ") ";
  line += entry.playlist;
  if (entry.list != 0) line += " #" + std::to_string(entry.list);
  return line + " | " + entry.artist + " | " + entry.title + "\n";
}

/// All that reading came to, as a person can check it.
std::string text_of(const Reading& reading, const std::string& file) {
  const ReadReport& report = reading.report;
  std::string text = report.format + "\n";
  for (const Entry& entry : reading.entries)
    text += line_of(entry, file);
  text += "read " + std::to_string(report.rows_read) + "\n";
  if (report.rows_repaired != 0) text += "repaired " + std::to_string(report.rows_repaired) + "\n";
  if (report.is_encoding_guessed) text += "guessed Windows-1252\n";
  if (report.rows_skipped != 0) text += "skipped " + std::to_string(report.rows_skipped) + "\n";
  for (const ReadProblem& problem : report.problems) {
    text += "  line " + std::to_string(problem.line) + ", " + std::to_string(problem.column);
    if (!problem.record.empty()) text += ", " + problem.record;
    text += ": " + problem.reason + "\n";
  }
  if (report.stopped)
    text += "stopped at line " + std::to_string(report.stopped->line) + ": " +
            report.stopped->reason + "\n";
  for (const LeftOut& left_out : report.left_out)
    text += "left out " + std::to_string(left_out.rows) + " " + left_out.what + "\n";
  return text;
}

std::string read_as_text(const Fixture& fixture, std::string_view bytes, std::size_t piece) {
  try {
    return text_of(read_playlists(bytes, piece, 0, fixture.name), fixture.name);
  } catch (const Error& error) {
    REQUIRE(error.code() == ErrorCode::bad_input);
    return std::string("error: ") + error.what() + "\n";
  }
}

}  // namespace

TEST_CASE("each form of file in each of its variants is read", "[reader][fixtures]") {
  CHECK(std::size(kFixtures) >= 36);
  for (const Fixture& fixture : kFixtures) {
    INFO(fixture.name);
    CHECK(read_as_text(fixture, fixture.bytes, kAtOnce) == fixture.expected);
  }
}

TEST_CASE("how a file of any form is cut into pieces changes nothing", "[reader][fixtures]") {
  for (const Fixture& fixture : kFixtures) {
    INFO(fixture.name);
    for (const std::size_t piece : {1u, 2u, 3u, 5u, 7u, 64u, 1000u})
      REQUIRE(read_as_text(fixture, fixture.bytes, piece) == fixture.expected);
  }
}

TEST_CASE("of a file of any form that is cut short, what was whole is kept", "[reader][fixtures]") {
  for (const Fixture& fixture : kFixtures) {
    const std::vector<Entry> whole =
        read_playlists(fixture.bytes, kAtOnce, 0, fixture.name).entries;
    std::size_t most = 0;
    for (std::size_t size = 1; size < fixture.bytes.size(); ++size) {
      INFO(fixture.name << " cut after " << size << " bytes");
      std::vector<Entry> entries;
      PlaylistReader reader(fixture.name, 0,
                            [&](const PlaylistEntry& entry) { entries.push_back(copy_of(entry)); });
      try {
        reader.push(fixture.bytes.substr(0, size));
        reader.finish();
      } catch (const Error& error) {
        REQUIRE(error.code() == ErrorCode::bad_input);
        REQUIRE(entries.empty());
      }
      // One row may have lost its end; the others are those of the whole file,
      // and a row that would be skipped for what follows may be taken for a whole one.
      REQUIRE(entries.size() <= whole.size() + 1);
      const auto is_whole = [&](const Entry& entry) {
        return std::any_of(whole.begin(), whole.end(), [&](const Entry& other) {
          return entry.artist == other.artist && entry.title == other.title;
        });
      };
      REQUIRE(static_cast<std::size_t>(std::count_if(entries.begin(), entries.end(), is_whole)) +
                  1 >=
              entries.size());
      most = std::max(most, entries.size());
    }
    CHECK(most + 1 >= whole.size());
  }
}

TEST_CASE("names and addresses of people are never passed on", "[reader][fixtures]") {
  std::size_t holding = 0;
  for (const Fixture& fixture : kFixtures) {
    const auto holds_private = [](std::string_view text) {
      return text.find("private.name") != std::string_view::npos ||
             text.find("203.0.113") != std::string_view::npos;
    };
    if (holds_private(fixture.bytes)) ++holding;
    INFO(fixture.name);
    const Reading reading = read_playlists(fixture.bytes, kAtOnce, 0, fixture.name);
    CHECK_FALSE(holds_private(text_of(reading, "")));
  }
  CHECK(holding >= 12);  // there was something to find
}
