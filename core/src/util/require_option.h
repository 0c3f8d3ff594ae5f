#pragma once

#include <cstdint>
#include <string>

#include "segue/util/error.h"

namespace segue {

constexpr std::uint64_t kLargestExact = std::uint64_t{1} << 53;  // in a double

/// Throws Error(bad_option), naming the option and its range, unless it is in range.
inline void require_option(bool in_range, const char* option, const char* range) {
  if (!in_range) throw Error(ErrorCode::bad_option, std::string(option) + " must be " + range);
}

}  // namespace segue
