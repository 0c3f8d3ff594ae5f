#include "util/alias_sampler.h"

#include <catch2/catch.hpp>
#include <vector>

#include "segue/util/random.h"

using namespace segue;

namespace {

std::vector<double> shares(const std::vector<double>& weights, int draws) {
  const AliasSampler sampler(weights);
  Random random(5);
  std::vector<double> result(weights.size());
  for (int i = 0; i < draws; ++i)
    result[sampler.at(random.next())] += 1.0 / draws;
  return result;
}

}  // namespace

TEST_CASE("indices are drawn in proportion to their weights", "[alias]") {
  const std::vector<double> weights = {5, 0, 1, 1, 3, 0.5, 20};
  const std::vector<double> drawn = shares(weights, 400'000);
  for (std::size_t i = 0; i < weights.size(); ++i) {
    CHECK(drawn[i] == Approx(weights[i] / 30.5).margin(0.003));
  }
  CHECK(drawn[1] == 0);
}

TEST_CASE("one weight, and equal weights", "[alias]") {
  CHECK(shares({7}, 100).at(0) == Approx(1));
  for (const double share : shares({2, 2, 2, 2}, 100'000))
    CHECK(share == Approx(0.25).margin(0.01));
}
