#include "segue/map/map_options.h"

#include "util/require_option.h"

namespace segue {

void MapOptions::validate() const {
  require_option(neighbours >= 2 && neighbours <= 200, "neighbours",
                 "a whole number from 2 to 200");
  require_option(epochs <= 100'000, "epochs", "a whole number from 0 to 100000");
  require_option(min_dist >= 0 && min_dist <= 0.99, "min_dist", "from 0 to 0.99");
  require_option(seed <= kLargestExact, "seed", "a whole number from 0 to 2^53");
  require_option(threads >= 1 && threads <= 1024, "threads", "a whole number from 1 to 1024");
}

std::uint32_t usual_map_epochs(std::size_t tracks) {
  return tracks <= 10'000 ? 500 : 200;
}

}  // namespace segue
