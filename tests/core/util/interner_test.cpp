#include "segue/util/interner.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "segue/util/random.h"

using namespace segue;

TEST_CASE("texts are numbered in order of first appearance", "[interner]") {
  Interner interner;
  CHECK(interner.find("a") == std::nullopt);
  CHECK(interner.intern("a") == std::pair(0u, true));
  CHECK(interner.intern("b") == std::pair(1u, true));
  CHECK(interner.intern("a") == std::pair(0u, false));
  CHECK(interner.intern("") == std::pair(2u, true));
  CHECK(interner.intern("") == std::pair(2u, false));
  CHECK(interner.find("b") == 1u);
  CHECK(interner.find("c") == std::nullopt);
  CHECK(interner.size() == 3);
  CHECK(interner.text(1) == "b");
}

TEST_CASE("many texts, and texts that differ little, stay apart", "[interner]") {
  Interner interner;
  constexpr std::uint32_t kMany = 400'000;  // enough that some share a hash of 32 bits
  for (std::uint32_t i = 0; i < kMany; ++i) {
    REQUIRE(interner.intern("track number " + std::to_string(i)) == std::pair(i, true));
  }
  for (std::uint32_t i = 0; i < kMany; ++i) {
    REQUIRE(interner.find("track number " + std::to_string(i)) == i);
    REQUIRE(interner.text(i) == "track number " + std::to_string(i));
  }
  using namespace std::string_view_literals;
  CHECK(interner.intern("a\0b"sv).second);
  CHECK(interner.intern("a\0"sv).second);
  CHECK(interner.intern("a"sv).second);
  CHECK(interner.intern("a\0\0\0\0\0\0\0"sv).second);
}

TEST_CASE("a copy and its original go their own ways", "[interner]") {
  Interner original;
  original.intern("both");
  Interner copy = original;
  CHECK(copy.intern("copy's own") == std::pair(1u, true));
  CHECK(original.intern("original's") == std::pair(1u, true));
  CHECK(copy.text(1) == "copy's own");
  CHECK(original.text(1) == "original's");
  original = Interner();
  CHECK(copy.text(0) == "both");
  CHECK(copy.find("both") == 0u);
  const Interner moved = std::move(copy);
  CHECK(moved.text(1) == "copy's own");
}

TEST_CASE("a text longer than a block is kept whole, and outlives its source", "[interner]") {
  Interner interner;
  std::string text(300'000, 'x');
  interner.intern("short");
  interner.intern(text);
  text[5] = 'y';
  CHECK(interner.intern(text).second);
  CHECK(interner.text(1) == std::string(300'000, 'x'));
  CHECK(interner.text(0) == "short");
}

TEST_CASE("many texts at once get the numbers that they would get one by one", "[interner]") {
  Random random(5);
  std::vector<std::string> texts(50'000);
  for (std::string& text : texts)
    text = std::string(random.below(3), 'x') + std::to_string(random.below(20'000));
  Interner one_by_one;
  std::vector<std::uint32_t> expected;
  for (const std::string& text : texts)
    expected.push_back(one_by_one.intern(text).first);
  Interner interner;
  std::vector<std::uint32_t> numbers(texts.size());
  const std::vector<std::string_view> views(texts.begin(), texts.end());
  for (std::size_t begin = 0; begin < texts.size();) {
    const std::size_t size = std::min<std::size_t>(random.below(300), texts.size() - begin);
    interner.intern(std::span(views).subspan(begin, size), std::span(numbers).subspan(begin, size));
    begin += size;
  }
  CHECK(numbers == expected);
  CHECK(interner.size() == one_by_one.size());
}

TEST_CASE("texts can be numbered anew", "[interner]") {
  Interner interner;
  for (std::uint32_t i = 0; i < 1000; ++i)
    interner.intern(std::to_string(i));
  std::vector<std::uint32_t> order;
  for (std::uint32_t i = 0; i < 1000; ++i)
    order.push_back(i * 387 % 1000);
  interner.reorder(order);
  for (std::uint32_t i = 0; i < 1000; ++i) {
    REQUIRE(interner.text(i) == std::to_string(order[i]));
    REQUIRE(interner.find(std::to_string(order[i])) == i);
  }
  CHECK(interner.intern("new") == std::pair(1000u, true));
}
