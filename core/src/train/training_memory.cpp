#include "segue/train/training_memory.h"

#include "kernels/kernels.h"

namespace segue {
namespace {

constexpr std::uint64_t kRest = std::uint64_t{128} << 20;  // beside the tables

std::uint64_t tables_at_peak(Recipe recipe) {
  return recipe == Recipe::seed ? 9 : 3;
}

}  // namespace

std::uint64_t training_bytes(Recipe recipe, std::uint64_t tracks, std::uint32_t dim) {
  return tables_at_peak(recipe) * tracks * kernels::padded(dim) * sizeof(float) + kRest;
}

std::uint32_t largest_dim(Recipe recipe, std::uint64_t tracks, std::uint32_t dim,
                          std::uint64_t bytes) {
  if (training_bytes(recipe, tracks, dim) <= bytes) return dim;
  // Whole steps of the padding: within one, a smaller vector takes no less.
  const std::uint64_t step = kernels::padded(1);
  const std::uint64_t per_step = training_bytes(recipe, tracks, 1) - kRest;
  return bytes <= kRest ? 0 : static_cast<std::uint32_t>((bytes - kRest) / per_step * step);
}

}  // namespace segue
