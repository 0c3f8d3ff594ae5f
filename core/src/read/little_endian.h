#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "util/hash.h"  // which asserts that the machine's numbers are little-endian, too

namespace segue::read {

/// The number that stands at `at` in `bytes`, the lowest byte first.
template <typename Number>
Number little_endian(std::string_view bytes, std::size_t at) {
  Number number;
  std::memcpy(&number, bytes.data() + at, sizeof number);
  return number;
}

}  // namespace segue::read
