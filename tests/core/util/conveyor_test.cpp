#include "util/conveyor.h"

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

TEST_CASE("a conveyor hands on every item in order, on either thread", "[conveyor]") {
  const bool second_thread = GENERATE(false, true);
  std::vector<int> taken;
  Conveyor<int> conveyor(second_thread, [&](int& item) { taken.push_back(item); });
  for (int i = 0; i < 1000; ++i) {
    conveyor.next() = i;
    conveyor.send();
    if (i % 100 == 99) {
      conveyor.drain();
      REQUIRE(taken == numbers_below(i + 1));
    }
  }
  conveyor.finish();
  CHECK(taken == numbers_below(1000));
}

TEST_CASE("what the taker throws comes out at the sender, and nothing is taken after it",
          "[conveyor]") {
  const bool second_thread = GENERATE(false, true);
  std::vector<int> taken;
  const auto send_all = [&] {
    Conveyor<int> conveyor(second_thread, [&](int& item) {
      if (item == 5) throw std::runtime_error("five");
      taken.push_back(item);
    });
    for (int i = 0; i < 1000; ++i) {
      conveyor.next() = i;
      conveyor.send();
    }
  };
  CHECK_THROWS_WITH(send_all(), "five");
  CHECK(taken == numbers_below(5));
}

TEST_CASE("an error in the last item comes out at the end", "[conveyor]") {
  Conveyor<int> conveyor(true, [](int&) { throw std::runtime_error("late"); });
  CHECK_THROWS_WITH((conveyor.send(), conveyor.finish()), "late");
}

TEST_CASE("a conveyor that is dropped takes what was sent first", "[conveyor]") {
  int taken = 0;
  {
    Conveyor<int> conveyor(true, [&](int&) { ++taken; });
    conveyor.send();
    conveyor.send();
  }
  CHECK(taken == 2);
}
