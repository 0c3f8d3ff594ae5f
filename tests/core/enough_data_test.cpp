#include "segue/enough_data.h"

#include <catch2/catch.hpp>

#include "playlists.h"

using namespace segue;
using namespace segue::test;

TEST_CASE("tracks are shared by different playlists, not by repeats in one", "[enough]") {
  const DataSupply supply =
      take_stock(corpus_of({{"a", "a", "b"}, {"b", "c", "c"}, {"d", "d"}, {"b"}}));
  CHECK(supply.playlists == 2);
  CHECK(supply.tracks == 4);
  CHECK(supply.shared_tracks == 1);
  CHECK(supply.shared_share == Approx(3.0 / 6));  // a b, b c, d, b
}

TEST_CASE("nothing is not enough", "[enough]") {
  const DataSupply supply = take_stock(Corpus());
  CHECK(supply.playlists == 0);
  CHECK(supply.shared_share == 0);
  CHECK_FALSE(supply.is_enough());
}
