#include "segue/map/map_clusters.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <set>

#include "segue/util/random.h"
#include "util/hash.h"

using namespace segue;

namespace {

/// Points around `count` places on a circle, the first of which has the most; each track around the
/// place that it is said to be of.
struct Flower {
  std::vector<float> map;
  std::vector<int> petals;
};

Flower flower(int count, int tracks) {
  Random random(7);
  Flower result;
  for (int track = 0; track < tracks; ++track) {
    int petal = static_cast<int>(random.below(static_cast<std::uint32_t>(count)));
    if (random.below(4) == 0) petal = 0;
    const double turn = 6.283185307179586 * petal / count;
    result.map.push_back(static_cast<float>(0.8 * std::cos(turn) + 0.1 * random.uniform()));
    result.map.push_back(static_cast<float>(0.8 * std::sin(turn) + 0.1 * random.uniform()));
    result.petals.push_back(petal);
  }
  return result;
}

}  // namespace

TEST_CASE("what lies apart on a map is of different clusters, numbered by size", "[map_clusters]") {
  const Flower eight = flower(8, 4000);
  const auto clusters = map_clusters(eight.map);
  REQUIRE(clusters.size() == 4000);
  std::map<int, std::set<int>> of_petal;
  std::map<int, int> sizes;
  for (std::size_t track = 0; track < clusters.size(); ++track) {
    of_petal[eight.petals[track]].insert(clusters[track]);
    ++sizes[clusters[track]];
  }
  for (const auto& [petal, found] : of_petal)
    CHECK(found.size() == 1);
  CHECK(of_petal[0] == std::set<int>{1});
  REQUIRE(sizes.size() == 8);
  for (int cluster = 2; cluster <= 8; ++cluster)
    CHECK(sizes[cluster] <= sizes[cluster - 1]);
  CHECK(map_clusters(eight.map) == clusters);
}

TEST_CASE("a large map is parted as well, from a sample of it", "[map_clusters]") {
  const Flower eight = flower(8, 90'000);
  const auto clusters = map_clusters(eight.map);
  std::map<int, std::set<int>> of_petal;
  for (std::size_t track = 0; track < clusters.size(); ++track)
    of_petal[eight.petals[track]].insert(clusters[track]);
  for (const auto& [petal, found] : of_petal)
    CHECK(found.size() == 1);
}

TEST_CASE("few tracks have few clusters, and no tracks none", "[map_clusters]") {
  CHECK(map_clusters({}).empty());
  const std::vector<float> one = {0.5f, 0.5f};
  CHECK(map_clusters(one) == std::vector<std::uint8_t>{1});
  const auto some = map_clusters(flower(3, 60).map);
  CHECK(std::set<std::uint8_t>(some.begin(), some.end()) == std::set<std::uint8_t>{1, 2, 3});
  const std::vector<float> same(2000, 0.25f);
  for (const std::uint8_t cluster : map_clusters(same))
    CHECK(cluster == 1);
}

TEST_CASE("the clusters of a map are the same on every machine", "[map_clusters]") {
  Random random(9);
  std::vector<float> map;
  for (int i = 0; i < 6000; ++i)
    map.push_back(static_cast<float>(2 * random.uniform() - 1));
  const auto clusters = map_clusters(map);
  CHECK(hash_text({reinterpret_cast<const char*>(clusters.data()), clusters.size()}) ==
        0xf45ec022717591ecu);
}
