#include "util/pipeline.h"

#include <catch2/catch.hpp>
#include <stdexcept>
#include <vector>

using namespace segue;

namespace {

std::vector<int> numbers_below(int end) {
  std::vector<int> numbers;
  for (int i = 0; i < end; ++i)
    numbers.push_back(i);
  return numbers;
}

}  // namespace

TEST_CASE("a pipeline hands on every item in order, on either thread", "[pipeline]") {
  const bool second_thread = GENERATE(false, true);
  std::vector<int> taken;
  Pipeline<int> pipeline(second_thread, [&](int& item) { taken.push_back(item); });
  for (int i = 0; i < 1000; ++i) {
    pipeline.next() = i;
    pipeline.send();
    if (i % 100 == 99) {
      pipeline.drain();
      REQUIRE(taken == numbers_below(i + 1));
    }
  }
  pipeline.finish();
  CHECK(taken == numbers_below(1000));
}

TEST_CASE("what the taker throws comes out at the sender, and nothing is taken after it",
          "[pipeline]") {
  const bool second_thread = GENERATE(false, true);
  std::vector<int> taken;
  const auto send_all = [&] {
    Pipeline<int> pipeline(second_thread, [&](int& item) {
      if (item == 5) throw std::runtime_error("five");
      taken.push_back(item);
    });
    for (int i = 0; i < 1000; ++i) {
      pipeline.next() = i;
      pipeline.send();
    }
  };
  CHECK_THROWS_WITH(send_all(), "five");
  CHECK(taken == numbers_below(5));
}

TEST_CASE("an error in the last item comes out at the end", "[pipeline]") {
  Pipeline<int> pipeline(true, [](int&) { throw std::runtime_error("late"); });
  CHECK_THROWS_WITH((pipeline.send(), pipeline.finish()), "late");
}

TEST_CASE("a pipeline that is dropped takes what was sent first", "[pipeline]") {
  int taken = 0;
  {
    Pipeline<int> pipeline(true, [&](int&) { ++taken; });
    pipeline.send();
    pipeline.send();
  }
  CHECK(taken == 2);
}
