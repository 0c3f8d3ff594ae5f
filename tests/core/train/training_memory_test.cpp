#include "segue/train/training_memory.h"

#include <catch2/catch.hpp>

using namespace segue;

TEST_CASE("a training needs three padded tables by our recipe, nine by song2vec's", "[memory]") {
  const auto tables = [](Recipe recipe) {
    return training_bytes(recipe, 1000, 100) - training_bytes(recipe, 0, 100);
  };
  CHECK(tables(Recipe::playlist) == 3 * 1000 * 112 * 4);
  CHECK(tables(Recipe::seed) == 9 * 1000 * 112 * 4);
  CHECK(training_bytes(Recipe::playlist, 1'000'000, 4096) > std::uint64_t{1} << 35);
}

TEST_CASE("the largest size that fits is the largest that fits", "[memory]") {
  constexpr std::uint64_t kBytes = 3'900'000'000;
  for (const Recipe recipe : kAllRecipes) {
    const std::uint32_t fits = largest_dim(recipe, 100'000, 4096, kBytes);
    CHECK(fits > 0);
    CHECK(fits < 4096);
    CHECK(training_bytes(recipe, 100'000, fits) <= kBytes);
    CHECK(training_bytes(recipe, 100'000, fits + 1) > kBytes);
    CHECK(largest_dim(recipe, 100'000, fits, kBytes) == fits);
    CHECK(largest_dim(recipe, 100'000, 50, kBytes) == 50);
    CHECK(largest_dim(recipe, 30'000'000, 100, kBytes) == 0);
    CHECK(largest_dim(recipe, 100'000, 100, 0) == 0);
  }
}
