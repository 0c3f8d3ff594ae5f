#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace segue {

/// Turns even numbers into indices with given weights, in constant time, by two tables of the
/// weights' size
/// (Walker 1977, in the form of Vose 1991).
class AliasSampler {
 public:
  /// `weights` finite, none negative, not all zero; at least one, fewer than 2^32.
  explicit AliasSampler(std::span<const double> weights);

  /// The index at `point` of the unit interval, in units of 2^-64: each index owns parts of the
  /// interval that make up its weight.
  std::uint32_t at(std::uint64_t point) const noexcept {
    // The whole part of point * size is the slot; what is behind it says which of the slot's two.
    const std::uint64_t low = ((point & 0xFFFFFFFF) * slots_.size()) >> 32;
    const std::uint64_t product = (point >> 32) * slots_.size() + low;
    const auto slot = static_cast<std::uint32_t>(product >> 32);
    const auto coin = static_cast<std::uint32_t>(product);
    // Without a branch, which would be mispredicted every other time.
    const std::uint32_t stays = -static_cast<std::uint32_t>(coin < slots_[slot].threshold);
    return (slot & stays) | (slots_[slot].alias & ~stays);
  }

 private:
  struct Slot {
    std::uint32_t threshold;  // of 2^32
    std::uint32_t alias;
  };
  std::vector<Slot> slots_;
};

}  // namespace segue
