#include "segue/map/sketch_cost.h"

#include <catch2/catch.hpp>

using namespace segue;

TEST_CASE("a sketch of the map is made where it takes no more than seconds", "[map]") {
  CHECK(is_sketched(20'000, 100));
  CHECK_FALSE(is_sketched(20'001, 1));
  CHECK_FALSE(is_sketched(10'000, 401));
  CHECK(sketch_milliseconds(20'000, 200) < 15'000);
  CHECK(sketch_milliseconds(2000, 100) < sketch_milliseconds(2001, 100));
  CHECK(sketch_milliseconds(2000, 100) < sketch_milliseconds(2000, 101));
}
