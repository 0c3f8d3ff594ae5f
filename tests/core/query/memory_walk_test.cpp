#include "query/memory_walk.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "segue/util/random.h"
#include "support/memories.h"

using namespace segue;
using namespace segue::test;

namespace {

using Walk = void (MemoryWalk::*)(std::span<const WeighedTrack>, std::size_t,
                                  std::span<float>) const;

std::vector<float> walked(Walk walk, const PlaylistMemory& memory, std::size_t tracks,
                          const std::vector<WeighedTrack>& asked,
                          std::size_t passed_by = kNoPlaylist) {
  std::vector<float> scores(tracks);
  (MemoryWalk(memory, tracks).*walk)(asked, passed_by, scores);
  return scores;
}

/// Thirty playlists of ten of twenty tracks, some twice in one.
std::vector<std::vector<TrackId>> random_lists() {
  Random random(3);
  std::vector<std::vector<TrackId>> lists(30);
  for (auto& list : lists) {
    for (int i = 0; i < 10; ++i)
      list.push_back(random.below(20));
  }
  return lists;
}

}  // namespace

TEST_CASE("an index knows each place of a track, which repeat, and sizes", "[memory_walk]") {
  const PlaylistMemory memory = memory_of({{0, 1, 0}, {2, 1}});
  const PlaceIndex index(memory, 4);
  CHECK(std::vector(index.places(0).begin(), index.places(0).end()) ==
        std::vector<std::uint32_t>{0, 2});
  CHECK(std::vector(index.places(1).begin(), index.places(1).end()) ==
        std::vector<std::uint32_t>{1, 4});
  CHECK(index.places(3).empty());
  CHECK_FALSE(index.is_repeat(0));
  CHECK(index.is_repeat(2));
  CHECK_FALSE(index.is_repeat(4));
  CHECK(index.size_of(0) == 2);
  CHECK(index.playlist_of(2) == 0);
  CHECK(index.playlist_of(3) == 1);
  CHECK(index.playlist_of(4, 1) == 1);
}

TEST_CASE("far is a cosine over playlists, of which short ones weigh more", "[memory_walk]") {
  const PlaylistMemory memory = memory_of({{0, 1, 2, 0}, {0, 1}, {2, 3}});
  const double three = 1 / std::sqrt(2.0);  // the weight of three different tracks; two weigh 1
  const auto scores = walked(&MemoryWalk::far, memory, 4, {{0, 1}});
  CHECK(scores[1] == Approx(1));  // it stands in just the same
  CHECK(scores[2] == Approx(three / (three + 1)));
  CHECK(scores[3] == 0);
  CHECK(scores[0] == Approx(0).margin(1e-6));  // no track is met by itself
}

TEST_CASE("near counts three places to each side, by one over the distance", "[memory_walk]") {
  const PlaylistMemory memory = memory_of({{4, 0, 1, 2, 3}, {5, 6}});
  const auto near = walked(&MemoryWalk::near, memory, 7, {{0, 1}});
  const std::vector<float> expected = {0, 1, 0.5f, 1 / 3.0f, 1, 0, 0};
  for (std::size_t id = 0; id < expected.size(); ++id)
    CHECK(near[id] == Approx(expected[id]));
  const auto forward = walked(&MemoryWalk::forward, memory, 7, {{1, 1}});
  CHECK(forward[2] == Approx(1));
  CHECK(forward[3] == Approx(0.5));
  CHECK(forward[0] == 0);
  CHECK(walked(&MemoryWalk::near, memory, 7, {{4, 1}})[3] == 0);  // four places
}

TEST_CASE("near is over the root of how often both stand anywhere", "[memory_walk]") {
  const PlaylistMemory memory = memory_of({{0, 1}, {0, 2}, {0, 3}, {0, 4}});
  CHECK(walked(&MemoryWalk::near, memory, 5, {{1, 1}})[0] == Approx(0.5));
}

TEST_CASE("walks of several tracks add up by their weights", "[memory_walk]") {
  const PlaylistMemory memory = memory_of(random_lists());
  for (const Walk walk : {&MemoryWalk::far, &MemoryWalk::near, &MemoryWalk::forward}) {
    const auto one = walked(walk, memory, 20, {{0, 1}});
    const auto other = walked(walk, memory, 20, {{1, 1}});
    const auto both = walked(walk, memory, 20, {{0, 0.5f}, {1, -2}});
    for (std::size_t id = 0; id < 20; ++id)
      CHECK(both[id] == Approx(0.5f * one[id] - 2 * other[id]).margin(1e-5));
  }
}

TEST_CASE("a playlist that is passed by counts as if it were not there", "[memory_walk]") {
  const auto lists = random_lists();
  const PlaylistMemory memory = memory_of(lists);
  for (std::size_t playlist = 0; playlist < lists.size(); ++playlist) {
    auto others = lists;
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(playlist));
    const PlaylistMemory less = memory_of(others);
    const std::vector<WeighedTrack> asked = {
        {lists[playlist][0], 0.5f}, {lists[playlist][1], 0.5f}, {3, 0.25f}};
    for (const Walk walk : {&MemoryWalk::far, &MemoryWalk::near, &MemoryWalk::forward}) {
      const auto passed_by = walked(walk, memory, 20, asked, playlist);
      const auto expected = walked(walk, less, 20, asked);
      for (std::size_t id = 0; id < 20; ++id)
        CHECK(passed_by[id] == Approx(expected[id]).margin(1e-5));
    }
  }
}
