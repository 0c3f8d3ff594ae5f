#include "segue/util/random.h"

#include <catch2/catch.hpp>
#include <numeric>
#include <vector>

using namespace segue;

TEST_CASE("the generator is xoshiro256++ seeded by SplitMix64", "[random]") {
  // SplitMix64's first outputs for seed 0 are published; they are the state here.
  const std::uint64_t state[] = {0xE220A8397B1DCDAFu, 0x6E789E6AA1B965F4u, 0x06C45D188009454Fu,
                                 0xF88BB8A8724C81ECu};
  const std::uint64_t sum = state[0] + state[3];
  CHECK(Random(0).next() == ((sum << 23) | (sum >> 41)) + state[0]);
}

TEST_CASE("below is even over its range", "[random]") {
  Random random(1);
  std::vector<int> counts(7);
  for (int i = 0; i < 70'000; ++i)
    ++counts[random.below(7)];
  for (const int count : counts)
    CHECK(count == Approx(10'000).epsilon(0.05));
  CHECK(random.below(1) == 0);
}

TEST_CASE("shuffle permutes, evenly", "[random]") {
  Random random(2);
  std::vector<int> first_place(5);
  for (int i = 0; i < 50'000; ++i) {
    std::vector<int> items(5);
    std::iota(items.begin(), items.end(), 0);
    random.shuffle(std::span(items));
    ++first_place[static_cast<std::size_t>(items[0])];
    CHECK(std::accumulate(items.begin(), items.end(), 0) == 10);
  }
  for (const int count : first_place)
    CHECK(count == Approx(10'000).epsilon(0.06));
}
