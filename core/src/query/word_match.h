#pragma once

#include <cstdint>
#include <string_view>

namespace segue {

/// How a word of a query matches a word of a name, as a cost; less is better.
enum WordMatch : std::uint8_t {
  kWhole = 0,
  kBegun = 1,
  kOneSlip = 3,
  kInside = 4,
  kTwoSlips = 5,
  kNoMatch = 255,
};

/// Both as search_words gives them.
WordMatch match_word(std::string_view query, std::string_view word);

}  // namespace segue
