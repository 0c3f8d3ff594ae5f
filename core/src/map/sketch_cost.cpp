#include "segue/map/sketch_cost.h"

namespace segue {

double sketch_milliseconds(std::size_t tracks, std::size_t dim) {
  const auto n = static_cast<double>(tracks);
  return 4 * n * (6000 + n * static_cast<double>(dim) / 30) / 1e6;
}

bool is_sketched(std::size_t tracks, std::size_t dim) {
  return tracks <= 20'000 && tracks * dim <= 4'000'000;
}

}  // namespace segue
