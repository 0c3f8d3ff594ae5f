#include "segue/sample/random_playlists.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "segue/util/error.h"
#include "support/playlists.h"

using namespace segue;
using namespace segue::test;

namespace {

std::string made(const RandomPlaylistsOptions& options) {
  std::string bytes;
  write_random_playlists(options, [&](std::string_view rows) { bytes += rows; });
  return bytes;
}

}  // namespace

TEST_CASE("random playlists have the rows, tracks and lengths that were asked for", "[random]") {
  const Reading reading = read_playlists(made({.tracks = 500, .rows = 60'000, .seed = 3}));
  CHECK(reading.report.rows_read == 60'000);
  CHECK(reading.report.rows_skipped == 0);
  std::map<std::string, int> tracks, playlists;
  std::set<std::string> users;
  for (const Entry& entry : reading.entries) {
    ++tracks[entry.artist + "/" + entry.title];
    ++playlists[entry.playlist];
    users.insert(entry.user);
    REQUIRE(entry.user.size() == 32);
  }
  CHECK(tracks.size() == 500);
  std::vector<int> counts, lengths;
  for (const auto& [name, count] : tracks)
    counts.push_back(count);
  for (const auto& [name, length] : playlists)
    lengths.push_back(length);
  std::sort(counts.rbegin(), counts.rend());
  // The first track weighs 1/10, the hundredth 1/109.
  CHECK(1.0 * counts[0] / counts[99] == Approx(10.9).epsilon(0.2));
  std::nth_element(lengths.begin(),
                   lengths.begin() + static_cast<std::ptrdiff_t>(lengths.size() / 2),
                   lengths.end());
  CHECK(1.0 * lengths[lengths.size() / 2] == Approx(20).margin(3));
  CHECK(60'000.0 / static_cast<double>(lengths.size()) == Approx(41).epsilon(0.15));
  CHECK(users.size() > 900);
}

TEST_CASE("random playlists are the same for the same seed", "[random]") {
  const RandomPlaylistsOptions options{.tracks = 100, .rows = 1000, .seed = 1};
  CHECK(made(options) == made(options));
  CHECK(made(options) != made({.tracks = 100, .rows = 1000, .seed = 2}));
  // The same on every machine, this one and the browser.
  std::uint64_t hash = 0xCBF29CE484222325u;  // FNV-1a
  for (const char c : made(options))
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
  CHECK(hash == 0xE14DE6097937A102u);
}

TEST_CASE("random playlists of one row, and options out of range", "[random]") {
  CHECK(read_playlists(made({.tracks = 1, .rows = 1})).entries.size() == 1);
  CHECK_THROWS_AS(made({.tracks = 0, .rows = 1}), Error);
  CHECK_THROWS_AS(made({.tracks = 1, .rows = 0}), Error);
  CHECK_THROWS_AS(made({.tracks = std::uint64_t{1} << 25, .rows = 1}), Error);
}
