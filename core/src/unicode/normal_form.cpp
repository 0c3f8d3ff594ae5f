#include "unicode/normal_form.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <span>
#include <vector>

#include "unicode/code_point.h"
#include "unicode/code_range.h"

namespace segue {
namespace {

using Code = char32_t;

/// A code and where all that it stands for lies in kDecomposed.
struct Decomposition {
  Code code;
  std::uint16_t begin, size;
};

struct Composition {
  Code first, second, composed;
};

struct CombiningClass {
  Code code;
  std::uint8_t number;
};

#include "normal_form_tables.inc"

// Hangul syllables are computed (Unicode Standard, section 3.12).
constexpr Code kSyllables = 0xAC00, kLeads = 0x1100, kVowels = 0x1161, kTails = 0x11A7;
constexpr Code kLeadCount = 19, kVowelCount = 21, kTailCount = 28;
constexpr Code kSyllableCount = kLeadCount * kVowelCount * kTailCount;

std::uint8_t class_of(Code code) {
  const auto* found =
      std::lower_bound(std::begin(kCombiningClasses), std::end(kCombiningClasses), code,
                       [](const CombiningClass& one, Code c) { return one.code < c; });
  return found != std::end(kCombiningClasses) && found->code == code ? found->number : 0;
}

/// Whether the code, or what stands before it, may be another one in the normal form.
bool may_change(Code code) {
  return code >= 0x80 &&
         (contains(kNeverInForm, code) || contains(kMaybeInForm, code) || class_of(code) != 0);
}

void append_decomposed(std::u32string& text, Code code) {
  if (code - kSyllables < kSyllableCount) {
    const Code index = code - kSyllables;
    text += kLeads + index / (kVowelCount * kTailCount);
    text += kVowels + index / kTailCount % kVowelCount;
    if (index % kTailCount != 0) text += kTails + index % kTailCount;
    return;
  }
  const auto* found =
      std::lower_bound(std::begin(kDecompositions), std::end(kDecompositions), code,
                       [](const Decomposition& one, Code c) { return one.code < c; });
  if (found == std::end(kDecompositions) || found->code != code) {
    text += code;
  } else {
    text.append(kDecomposed + found->begin, found->size);
  }
}

/// Brings marks on one letter into their order.
void sort_marks(std::u32string& text) {
  for (std::size_t begin = 0; begin < text.size(); ++begin) {
    std::size_t end = begin;
    while (end < text.size() && class_of(text[end]) != 0)
      ++end;
    std::stable_sort(text.begin() + static_cast<std::ptrdiff_t>(begin),
                     text.begin() + static_cast<std::ptrdiff_t>(end),
                     [](Code a, Code b) { return class_of(a) < class_of(b); });
    begin = end;
  }
}

const std::vector<Composition>& sorted_compositions() {
  static const std::vector<Composition> sorted = [] {
    std::vector<Composition> all(std::begin(kCompositions), std::end(kCompositions));
    std::sort(all.begin(), all.end(), [](const Composition& a, const Composition& b) {
      return a.first != b.first ? a.first < b.first : a.second < b.second;
    });
    return all;
  }();
  return sorted;
}

/// What the two are in one code; 0 where there is none.
Code compose_pair(Code first, Code second) {
  if (first - kLeads < kLeadCount && second - kVowels < kVowelCount)
    return kSyllables + ((first - kLeads) * kVowelCount + (second - kVowels)) * kTailCount;
  const bool is_open =
      first - kSyllables < kSyllableCount && (first - kSyllables) % kTailCount == 0;
  if (is_open && second > kTails && second - kTails < kTailCount) return first + (second - kTails);
  const std::vector<Composition>& all = sorted_compositions();
  const auto found =
      std::lower_bound(all.begin(), all.end(), Composition{first, second, 0},
                       [](const Composition& a, const Composition& b) {
                         return a.first != b.first ? a.first < b.first : a.second < b.second;
                       });
  const bool is_there = found != all.end() && found->first == first && found->second == second;
  return is_there ? found->composed : 0;
}

void compose(std::u32string& text) {
  std::size_t kept = 0;
  std::size_t starter = 0;
  bool has_starter = false;
  std::uint8_t last_class = 0;  // of what was kept since the starter
  for (const Code code : text) {
    const std::uint8_t number = class_of(code);
    const bool is_next = has_starter && kept == starter + 1;
    const bool is_blocked = !is_next && last_class >= number;
    const Code composed = has_starter && !is_blocked ? compose_pair(text[starter], code) : 0;
    if (composed != 0) {
      text[starter] = composed;
      continue;
    }
    if (number == 0) {
      starter = kept;
      has_starter = true;
    }
    last_class = number;
    text[kept++] = code;
  }
  text.resize(kept);
}

}  // namespace

std::string to_nfkc(std::string_view utf8) {
  std::u32string codes = decode_all(utf8);
  // Nearly every name is in this form already.
  if (std::none_of(codes.begin(), codes.end(), may_change)) return std::string(utf8);
  std::u32string text;
  for (const Code code : codes)
    append_decomposed(text, code);
  sort_marks(text);
  compose(text);
  std::string result;
  for (const Code code : text)
    append_code(result, code);
  return result;
}

}  // namespace segue
