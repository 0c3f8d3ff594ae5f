#pragma once

#include <Eigen/Core>
#include <cstdint>

namespace segue {

/// A track's or playlist's number as Eigen counts: with a sign, and in 32 bits in WebAssembly.
inline Eigen::Index eigen_index(std::uint32_t number) noexcept {
  return static_cast<Eigen::Index>(number);
}

}  // namespace segue
