#include "query/first_tracks.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <numeric>
#include <vector>

#include "segue/util/random.h"

using namespace segue;

TEST_CASE("the first tracks are those of a full sort, at any count", "[first_tracks]") {
  Random random(2);
  std::vector<float> scores(1000);
  for (float& score : scores)
    score = static_cast<float>(random.below(100));  // so that many are equal
  const auto may_be = [](TrackId track) { return track % 3 != 0; };
  std::vector<TrackId> all(scores.size());
  std::iota(all.begin(), all.end(), TrackId{0});
  std::erase_if(all, [&](TrackId track) { return !may_be(track); });
  std::stable_sort(all.begin(), all.end(),
                   [&](TrackId a, TrackId b) { return scores[a] > scores[b]; });
  for (const std::size_t count : {0u, 1u, 2u, 10u, 300u, 666u, 5000u}) {
    std::vector<TrackId> expected = all;
    expected.resize(std::min(count, all.size()));
    CHECK(first_tracks(scores, count, may_be) == expected);
  }
}
