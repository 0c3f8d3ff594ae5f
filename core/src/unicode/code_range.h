#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>

namespace segue {

/// Codes that follow one another, in the tables that are made of the Unicode Character Database.
struct CodeRange {
  char32_t first, last;
};

/// Whether a code lies in one of the ranges, which stand in order.
template <std::size_t N>
bool contains(const CodeRange (&table)[N], char32_t code) {
  const auto* found =
      std::lower_bound(std::begin(table), std::end(table), code,
                       [](const CodeRange& range, char32_t c) { return range.last < c; });
  return found != std::end(table) && found->first <= code;
}

}  // namespace segue
