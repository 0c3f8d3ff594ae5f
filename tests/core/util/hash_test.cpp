#include "util/hash.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

using namespace segue;

TEST_CASE("texts that differ in a few bytes have different hashes", "[hash]") {
  std::vector<std::uint64_t> hashes;
  for (std::size_t size = 0; size < 20; ++size) {
    for (int i = 0; i < 10'000; ++i)
      hashes.push_back(hash_text(std::string(size, 't') + " x" + std::to_string(i)));
  }
  std::sort(hashes.begin(), hashes.end());
  CHECK(std::adjacent_find(hashes.begin(), hashes.end()) == hashes.end());
}
