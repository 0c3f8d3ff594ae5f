#include "segue/query/reason.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "segue/model/playlist_memory.h"

using namespace segue;

namespace {

constexpr std::size_t kReasonTracks = 10;

/// Playlists of tracks 0 .. 9, named "p0", "p1", ... by their number.
PlaylistMemory remembered(const std::vector<std::vector<TrackId>>& playlists) {
  PlaylistMemory memory;
  for (const std::vector<TrackId>& playlist : playlists) {
    memory.tracks.insert(memory.tracks.end(), playlist.begin(), playlist.end());
    memory.ends.push_back(static_cast<std::uint32_t>(memory.tracks.size()));
    memory.names.push_back("p" + std::to_string(memory.names.size()));
  }
  return memory;
}

Reason why(const PlaylistMemory& memory, const std::vector<TrackId>& known, TrackId answer,
           std::size_t most_playlists = 3) {
  const TrackId answers[] = {answer};
  return Reasons(memory, kReasonTracks).of(known, answers, most_playlists)[0];
}

std::vector<std::string> names_of(const Reason& reason) {
  std::vector<std::string> names;
  for (const SharedPlaylist& shared : reason.best)
    names.emplace_back(shared.name);
  return names;
}

std::vector<TrackId> known_of(const Reason& reason) {
  std::vector<TrackId> known;
  for (const Tie& tie : reason.ties)
    known.push_back(tie.known);
  return known;
}

}  // namespace

TEST_CASE("an answer's playlists are those that hold a known track, too", "[reason]") {
  const PlaylistMemory memory = remembered({{9, 5}, {0, 9, 5}, {1, 2, 9}, {0, 1}, {0, 1, 9, 5, 6}});
  const Reason reason = why(memory, {0, 1}, 9);
  CHECK(reason.playlists == 3);
  CHECK_FALSE(reason.is_empty());
  CHECK_FALSE(reason.bridge);
  // p4 holds two known tracks; p1 and p2 one each, and are equally long.
  CHECK(names_of(reason) == std::vector<std::string>{"p4", "p1", "p2"});
  CHECK(reason.best[0].playlist == 4);
  CHECK(reason.best[0].known == 2);
  CHECK(reason.best[0].tracks == 5);
  CHECK(reason.best[1].known == 1);
  CHECK(names_of(why(memory, {0, 1}, 9, 1)) == std::vector<std::string>{"p4"});
  CHECK(why(memory, {0, 1}, 9, 0).playlists == 3);
}

TEST_CASE("of playlists with as many known tracks the shortest comes first, by different tracks",
          "[reason]") {
  const PlaylistMemory memory =
      remembered({{0, 9, 1, 2, 3}, {0, 9, 9, 9, 9, 9, 0}, {0, 9, 4}, {5, 0, 9}});
  CHECK(names_of(why(memory, {0}, 9, 9)) == std::vector<std::string>{"p1", "p2", "p3", "p0"});
}

TEST_CASE("a known track ties by the cosine of the playlists, closest first", "[reason]") {
  // Track 0 stands in five playlists and in two with 9, track 1 in one, and there with 9.
  const PlaylistMemory memory = remembered({{0, 9}, {0, 9, 1}, {0}, {0, 2}, {9}, {3, 0}});
  const Reason reason = why(memory, {0, 1, 2}, 9);
  CHECK(known_of(reason) == std::vector<TrackId>{1, 0});
  CHECK(reason.ties[0].playlists == 1);
  CHECK(reason.ties[0].cosine == Approx(1 / std::sqrt(3.0)));
  CHECK(reason.ties[1].playlists == 2);
  CHECK(reason.ties[1].cosine == Approx(2 / std::sqrt(5.0 * 3)));
}

TEST_CASE("equal ties stay in the order of the known tracks", "[reason]") {
  const PlaylistMemory memory = remembered({{3, 1, 9}});
  CHECK(known_of(why(memory, {3, 1}, 9)) == std::vector<TrackId>{3, 1});
  CHECK(known_of(why(memory, {1, 3}, 9)) == std::vector<TrackId>{1, 3});
}

TEST_CASE("playlists are counted where an answer stands near a known track", "[reason]") {
  const auto tie = [](const std::vector<std::vector<TrackId>>& playlists) {
    const Reason reason = why(remembered(playlists), {0}, 9);
    return std::pair(reason.ties.at(0).right_after, reason.ties.at(0).near);
  };
  using Counts = std::pair<std::size_t, std::size_t>;
  CHECK(tie({{0, 9}}) == Counts(1, 1));
  CHECK(tie({{9, 0}}) == Counts(0, 1));
  CHECK(tie({{0, 1, 2, 9}}) == Counts(0, 1));
  CHECK(tie({{9, 1, 2, 0}}) == Counts(0, 1));
  CHECK(tie({{0, 1, 2, 3, 9}}) == Counts(0, 0));
  CHECK(tie({{9, 1, 2, 3, 0}}) == Counts(0, 0));
  CHECK(tie({{0, 9}, {1, 0, 9, 2}, {9, 0}}) == Counts(2, 3));
  // The end of a playlist is not near the beginning of the next one.
  CHECK(tie({{0, 9, 1, 2, 3, 0}, {9, 1, 2, 3, 0}}) == Counts(1, 1));
}

TEST_CASE("a playlist counts once, however often it holds the tracks", "[reason]") {
  const PlaylistMemory memory = remembered({{0, 9, 0, 9, 9, 0, 9, 0}, {9, 9}, {0, 0}});
  const Reason reason = why(memory, {0}, 9);
  CHECK(reason.playlists == 1);
  CHECK(reason.best.at(0).known == 1);
  CHECK(reason.best.at(0).tracks == 2);
  CHECK(reason.ties.at(0).playlists == 1);
  CHECK(reason.ties.at(0).right_after == 1);
  CHECK(reason.ties.at(0).near == 1);
  CHECK(reason.ties.at(0).cosine == Approx(0.5));
}

TEST_CASE("a known track that is given twice counts once, and the answer is not its own reason",
          "[reason]") {
  const PlaylistMemory memory = remembered({{0, 9}, {9, 9}, {1, 0}});
  const Reason twice = why(memory, {0, 0, 0}, 9);
  CHECK(twice.playlists == 1);
  CHECK(twice.best.at(0).known == 1);
  CHECK(twice.ties.size() == 1);
  const Reason itself = why(memory, {9, 0}, 9);
  CHECK(itself.playlists == 1);
  CHECK(known_of(itself) == std::vector<TrackId>{0});
  CHECK(why(memory, {9}, 9).is_empty());
}

TEST_CASE("playlists need not have names", "[reason]") {
  PlaylistMemory memory = remembered({{0, 9}, {0, 9, 1}});
  memory.names[0] = "";
  CHECK(names_of(why(memory, {0}, 9)) == std::vector<std::string>{"", "p1"});
  memory.names.clear();
  const Reason reason = why(memory, {0}, 9);
  CHECK(reason.playlists == 2);
  CHECK(names_of(reason) == std::vector<std::string>{"", ""});
}

TEST_CASE("where no playlist holds both, a track stands between", "[reason]") {
  // 5 stands with 0 twice and with 9 once; 6 with each once, in fewer playlists altogether.
  const PlaylistMemory memory = remembered({{0, 5}, {0, 5}, {0, 6, 7}, {9, 5}, {6, 9}, {5, 8}});
  const Reason reason = why(memory, {0}, 9);
  CHECK(reason.playlists == 0);
  CHECK(reason.best.empty());
  CHECK(reason.ties.empty());
  CHECK_FALSE(reason.is_empty());
  REQUIRE(reason.bridge);
  // 6: 1 / sqrt(3 * 2) * 1 / sqrt(2 * 2); 5: 2 / sqrt(3 * 4) * 1 / sqrt(2 * 4), a little less.
  CHECK(reason.bridge->track == 6);
  CHECK(reason.bridge->known == 0);
  CHECK(reason.bridge->with_known == 1);
  CHECK(reason.bridge->with_answer == 1);
  CHECK(reason.bridge->cosine == Approx(1 / std::sqrt(6.0) / 2));
}

TEST_CASE("a bridge goes to the known track that is closest to it", "[reason]") {
  const PlaylistMemory memory = remembered({{0, 5, 1}, {5, 1}, {0, 2}, {9, 5}, {9, 5, 5}});
  const Reason reason = why(memory, {3, 1, 0}, 9);
  REQUIRE(reason.bridge);
  CHECK(reason.bridge->track == 5);
  CHECK(reason.bridge->known == 1);
  CHECK(reason.bridge->with_known == 2);
  CHECK(reason.bridge->with_answer == 2);
  CHECK(reason.bridge->cosine == Approx(2 / std::sqrt(2.0 * 4) * 2 / std::sqrt(4.0 * 2)));
}

TEST_CASE("of equal bridges the first track is taken", "[reason]") {
  const Reason reason = why(remembered({{0, 6, 5}, {6, 5, 9}}), {0}, 9);
  REQUIRE(reason.bridge);
  CHECK(reason.bridge->track == 5);
}

TEST_CASE(
    "a bridge is looked for in the shortest playlists where there is too much, and counted in all",
    "[reason]") {
  // With more entries than are looked at, the only playlist that holds 0 and 6: the best bridge.
  std::vector<TrackId> endless(1'100'000, 7);
  endless.front() = 0;
  endless[1] = 6;
  endless[2] = 5;
  const std::vector<std::vector<TrackId>> others = {{0, 5}, {9, 5, 6}, {5, 1}, {5, 2}};
  const auto bridge_in = [&](const std::vector<TrackId>& first) {
    std::vector<std::vector<TrackId>> playlists = others;
    playlists.insert(playlists.begin(), first);
    return *why(remembered(playlists), {0}, 9).bridge;
  };
  CHECK(bridge_in({0, 6, 5}).track == 6);
  CHECK(bridge_in(endless).track == 5);
  CHECK(bridge_in(endless).with_known == 2);
  CHECK(bridge_in(endless).cosine == Approx(2 / std::sqrt(2.0 * 5) * 1 / std::sqrt(5.0)));
  // Where a track stands nowhere else, the one playlist that holds it is looked at.
  CHECK(why(remembered({endless, {9, 6}}), {0}, 9).bridge->track == 6);
}

TEST_CASE("where nothing ties them the reason is empty", "[reason]") {
  const PlaylistMemory memory = remembered({{0, 1}, {2, 9}, {5}});
  CHECK(why(memory, {0}, 9).is_empty());
  CHECK(why(memory, {}, 9).is_empty());
  CHECK(why(memory, {8}, 9).is_empty());  // stands nowhere
  CHECK(why(memory, {0}, 8).is_empty());
  CHECK(why({}, {0}, 9).is_empty());
}

TEST_CASE("answers of one query have the reasons that each would have alone", "[reason]") {
  const PlaylistMemory memory =
      remembered({{0, 9}, {1, 5, 5, 9}, {5, 6}, {6, 7}, {7, 8}, {1, 0, 2}, {2, 6}});
  const std::vector<TrackId> known = {0, 1};
  const TrackId answers[] = {9, 6, 8, 5, 7, 6};
  const std::vector<Reason> reasons = Reasons(memory, kReasonTracks).of(known, answers);
  REQUIRE(reasons.size() == 6);
  for (std::size_t i = 0; i < 6; ++i) {
    const Reason alone = why(memory, known, answers[i]);
    CHECK(reasons[i].playlists == alone.playlists);
    CHECK(names_of(reasons[i]) == names_of(alone));
    CHECK(known_of(reasons[i]) == known_of(alone));
    REQUIRE(reasons[i].bridge.has_value() == alone.bridge.has_value());
    if (alone.bridge) CHECK(reasons[i].bridge->track == alone.bridge->track);
  }
  CHECK(reasons[1].bridge);
}
