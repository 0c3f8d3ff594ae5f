#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

namespace segue {

/// A random generator with the same sequence on every machine: xoshiro256++ (Blackman and Vigna,
/// "Scrambled linear pseudorandom number generators", 2021), its state filled by SplitMix64 from
/// one seed. The standard library's distributions differ between vendors, so ours are here too.
class Random {
 public:
  explicit Random(std::uint64_t seed) noexcept {
    for (std::uint64_t& word : state_)
      word = split_mix(seed);
  }

  /// 64 random bits.
  std::uint64_t next() noexcept {
    const std::uint64_t result = rotate(state_[0] + state_[3], 23) + state_[0];
    const std::uint64_t shifted = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = rotate(state_[3], 45);
    return result;
  }

  /// A whole number in [0, bound), bound >= 1. The multiply-shift of Lemire (2019) without its
  /// rejection step: for bounds below 2^32 the bias is under 2^-32, far below what training sees.
  std::uint32_t below(std::uint32_t bound) noexcept {
    return static_cast<std::uint32_t>(((next() >> 32) * bound) >> 32);
  }

  /// A number in [0, 1) with 53 random bits.
  double uniform() noexcept { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

  /// Puts the items into a random order (Fisher-Yates). At most 2^32 - 1 items.
  template <typename T>
  void shuffle(std::span<T> items) noexcept {
    for (std::size_t left = items.size(); left > 1; --left) {
      std::swap(items[left - 1], items[below(static_cast<std::uint32_t>(left))]);
    }
  }

 private:
  static std::uint64_t rotate(std::uint64_t word, int count) noexcept {
    return (word << count) | (word >> (64 - count));
  }

  static std::uint64_t split_mix(std::uint64_t& seed) noexcept {
    std::uint64_t word = (seed += 0x9E3779B97F4A7C15u);
    word = (word ^ (word >> 30)) * 0xBF58476D1CE4E5B9u;
    word = (word ^ (word >> 27)) * 0x94D049BB133111EBu;
    return word ^ (word >> 31);
  }

  std::array<std::uint64_t, 4> state_;
};

}  // namespace segue
