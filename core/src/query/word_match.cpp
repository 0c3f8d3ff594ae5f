#include "query/word_match.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <numeric>

namespace segue {
namespace {

constexpr std::size_t kLongestCompared = 32;  // bytes; nobody types more before looking

/// How many slips a word of this many bytes may hold and still mean something.
std::size_t slips_allowed(std::size_t length) {
  return length >= 8 ? 2 : length >= 4 ? 1 : 0;
}

/// The fewest single-byte edits (insert, delete, replace, swap neighbours) that turn `query` into
/// some beginning of `word` (optimal string alignment, Damerau 1964).
std::size_t slips_to_beginning(std::string_view query, std::string_view word) {
  query = query.substr(0, kLongestCompared);
  word = word.substr(0, query.size() + 2);
  using Row = std::array<std::size_t, kLongestCompared + 3>;
  Row before{}, above{}, row{};
  std::iota(above.begin(), above.end(), std::size_t{0});
  for (std::size_t i = 1; i <= query.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= word.size(); ++j) {
      const bool same = query[i - 1] == word[j - 1];
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (same ? 0 : 1)});
      const bool swapped =
          i > 1 && j > 1 && query[i - 1] == word[j - 2] && query[i - 2] == word[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before = above;
    above = row;
  }
  return *std::min_element(above.begin(),
                           above.begin() + static_cast<std::ptrdiff_t>(word.size()) + 1);
}

}  // namespace

WordMatch match_word(std::string_view query, std::string_view word) {
  if (word == query) return kWhole;
  if (word.starts_with(query)) return kBegun;
  if (query.size() >= 3 && word.find(query) != std::string_view::npos) return kInside;
  const std::size_t allowed = slips_allowed(query.size());
  // Nearly nobody mistypes the first letter, and the check spares most of the work.
  if (allowed == 0 || word.empty() || word[0] != query[0]) return kNoMatch;
  const std::size_t slips = slips_to_beginning(query, word);
  if (slips > allowed) return kNoMatch;
  return slips == 1 ? kOneSlip : kTwoSlips;
}

}  // namespace segue
