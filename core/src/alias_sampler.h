#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "segue/random.h"

namespace segue {

/// Draws indices with given weights, each in constant time, from two tables of the weights' size
/// (Walker 1977, in the form of Vose 1991).
class AliasSampler {
 public:
  /// `weights` finite, none negative, not all zero; at least one, fewer than 2^32.
  explicit AliasSampler(std::span<const double> weights);

  std::uint32_t draw(Random& random) const noexcept {
    const std::uint64_t bits = random.next();
    const auto slot = static_cast<std::uint32_t>(((bits >> 32) * slots_.size()) >> 32);
    const auto coin = static_cast<std::uint32_t>(bits);
    return coin < slots_[slot].threshold ? slot : slots_[slot].alias;
  }

 private:
  struct Slot {
    std::uint32_t threshold;  // of 2^32
    std::uint32_t alias;
  };
  std::vector<Slot> slots_;
};

}  // namespace segue
