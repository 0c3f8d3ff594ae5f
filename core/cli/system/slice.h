#pragma once

#include <algorithm>
#include <cstdint>

namespace segue::cli {

/// How much a slice of long work should hold so that it takes about a tenth of a second, after one
/// of `size` that did `done` of it in `seconds`: Ctrl-C is heard between two. At most twice as much
/// at once, because what a short slice tells is rough; `least` or more.
inline std::uint64_t next_slice(std::uint64_t size, std::uint64_t done, double seconds,
                                std::uint64_t least) {
  constexpr double kSliceSeconds = 0.1;
  constexpr double kMost = 1e15;
  const double wanted = static_cast<double>(done) * kSliceSeconds / std::max(seconds, 1e-6);
  const std::uint64_t bounded = static_cast<std::uint64_t>(std::min(wanted, kMost));
  return std::clamp(bounded, least, std::max(least, 2 * size));
}

}  // namespace segue::cli
