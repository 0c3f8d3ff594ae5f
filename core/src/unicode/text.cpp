#include "segue/unicode/text.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <iterator>

#include "unicode/code_point.h"
#include "unicode/code_range.h"

namespace segue {
namespace {

using Code = char32_t;

struct CodePair {
  Code from, to;
};

#include "unicode_tables.inc"

template <std::size_t N>
Code map(const CodePair (&table)[N], Code code) {
  const auto* found = std::lower_bound(std::begin(table), std::end(table), code,
                                       [](const CodePair& pair, Code c) { return pair.from < c; });
  return found != std::end(table) && found->from == code ? found->to : code;
}

/// The mappings of the scripts that most names are in, Latin, Greek and Cyrillic, to index
/// directly: the search in the whole table would be most of the time of reading names that are not
/// ASCII.
constexpr auto kCommonLowerCase = [] {
  std::array<char16_t, 0x600> table{};
  for (Code code = 0; code < table.size(); ++code)
    table[code] = static_cast<char16_t>(code);
  for (const CodePair& pair : kLowerCase) {
    if (pair.from < table.size()) table[pair.from] = static_cast<char16_t>(pair.to);
  }
  return table;
}();

Code lower(Code code) {
  return code < kCommonLowerCase.size() ? kCommonLowerCase[code] : map(kLowerCase, code);
}

/// Unicode's Final_Sigma: a cased letter before, none after, case-ignorable codes passed over.
bool is_final_sigma(const std::u32string& codes, std::size_t at) {
  std::size_t before = at;
  while (before > 0 && contains(kCaseIgnorable, codes[before - 1]))
    --before;
  if (before == 0 || !contains(kCased, codes[before - 1])) return false;
  std::size_t after = at + 1;
  while (after < codes.size() && contains(kCaseIgnorable, codes[after]))
    ++after;
  return after == codes.size() || !contains(kCased, codes[after]);
}

/// Eight bytes at a time, the last eight overlapping those before: most names are ASCII, and every
/// name that is read comes past here.
bool is_ascii(std::string_view text) {
  std::uint64_t high_bits = 0;
  std::uint64_t bytes;
  if (text.size() < sizeof bytes) {
    for (const char c : text)
      high_bits |= static_cast<unsigned char>(c);
  } else {
    const char* const last = text.data() + text.size() - sizeof bytes;
    for (const char* at = text.data(); at < last; at += sizeof bytes) {
      std::memcpy(&bytes, at, sizeof bytes);
      high_bits |= bytes;
    }
    std::memcpy(&bytes, last, sizeof bytes);
    high_bits |= bytes;
  }
  return (high_bits & 0x8080808080808080u) == 0;
}

char lower_ascii(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

bool is_apostrophe(Code code) {
  return code == U'\'' || code == 0x2018 || code == 0x2019 || code == 0x02BC || code == U'`' ||
         code == 0x00B4;
}

bool is_word_code(Code code) {
  if (code < 0x80) return (code >= U'a' && code <= U'z') || (code >= U'0' && code <= U'9');
  const bool latin_signs = code <= 0xBF || code == 0xD7 || code == 0xF7;
  const bool punctuation = code >= 0x2000 && code <= 0x206F;
  const bool cjk_punctuation = (code >= 0x3000 && code <= 0x3004) ||
                               (code >= 0x3008 && code <= 0x3020) || code == 0x30FB ||
                               (code >= 0xFF01 && code <= 0xFF0F);
  return !latin_signs && !punctuation && !cjk_punctuation;
}

/// Letters that search equates with plain ones although Unicode does not decompose them.
const char* plain_spelling(Code code) {
  switch (code) {
    case 0x00DF:
      return "ss";
    case 0x00E6:
      return "ae";
    case 0x0153:
      return "oe";
    case 0x00F8:
      return "o";
    case 0x0142:
      return "l";
    case 0x0111:
      return "d";
    case 0x00F0:
      return "d";
    case 0x00FE:
      return "th";
    case 0x0131:
      return "i";
    case 0x0127:
      return "h";
    default:
      return nullptr;
  }
}

}  // namespace

bool is_utf8(std::string_view text) {
  if (is_ascii(text)) return true;
  for (std::size_t at = 0; at < text.size();) {
    if (decode_code(text, at) == kInvalidCode) return false;
  }
  return true;
}

std::string repair_utf8(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const Code code = decode_code(text, at);
    append_code(result, code == kInvalidCode ? kReplacementCode : code);
  }
  return result;
}

std::string lower_case(std::string_view utf8) {
  std::string result;
  append_lower_case(result, utf8);
  return result;
}

void append_lower_case(std::string& text, std::string_view utf8) {
  if (is_ascii(utf8)) {
    const auto begin = static_cast<std::ptrdiff_t>(text.size());
    text.append(utf8);
    std::transform(text.begin() + begin, text.end(), text.begin() + begin, lower_ascii);
    return;
  }
  const std::u32string codes = decode_all(utf8);
  for (std::size_t i = 0; i < codes.size(); ++i) {
    if (codes[i] == 0x0130) {  // the only unconditional full mapping: i and a dot above
      text += "i\xCC\x87";
    } else if (codes[i] == 0x03A3 && is_final_sigma(codes, i)) {
      append_code(text, 0x03C2);
    } else {
      append_code(text, lower(codes[i]));
    }
  }
}

std::vector<std::string> search_words(std::string_view utf8) {
  std::vector<std::string> words;
  std::string word;
  const auto finish_word = [&] {
    if (!word.empty()) words.push_back(std::move(word));
    word.clear();
  };
  const std::string lowered = lower_case(utf8);
  for (const Code lower : decode_all(lowered)) {
    const Code code = map(kBaseLetter, lower);
    if (is_apostrophe(code) || contains(kNonspacingMark, code)) continue;
    if (!is_word_code(code)) {
      finish_word();
    } else if (const char* plain = plain_spelling(code)) {
      word += plain;
    } else {
      append_code(word, code);
    }
  }
  finish_word();
  const bool has_signs = lowered.find_first_not_of(" \t\n\r") != std::string::npos;
  if (words.empty() && has_signs) words.push_back(lowered);
  return words;
}

}  // namespace segue
