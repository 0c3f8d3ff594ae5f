#include "read/xml_entity.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <iterator>
#include <optional>
#include <utility>

#include "unicode/code_point.h"

namespace segue::read {
namespace {

constexpr std::size_t kLongestName = 10;

// HTML's, from U+00A0 on.
constexpr std::string_view kLatinNames[] = {
    "nbsp",   "iexcl",  "cent",   "pound",  "curren", "yen",    "brvbar", "sect",   "uml",
    "copy",   "ordf",   "laquo",  "not",    "shy",    "reg",    "macr",   "deg",    "plusmn",
    "sup2",   "sup3",   "acute",  "micro",  "para",   "middot", "cedil",  "sup1",   "ordm",
    "raquo",  "frac14", "frac12", "frac34", "iquest", "Agrave", "Aacute", "Acirc",  "Atilde",
    "Auml",   "Aring",  "AElig",  "Ccedil", "Egrave", "Eacute", "Ecirc",  "Euml",   "Igrave",
    "Iacute", "Icirc",  "Iuml",   "ETH",    "Ntilde", "Ograve", "Oacute", "Ocirc",  "Otilde",
    "Ouml",   "times",  "Oslash", "Ugrave", "Uacute", "Ucirc",  "Uuml",   "Yacute", "THORN",
    "szlig",  "agrave", "aacute", "acirc",  "atilde", "auml",   "aring",  "aelig",  "ccedil",
    "egrave", "eacute", "ecirc",  "euml",   "igrave", "iacute", "icirc",  "iuml",   "eth",
    "ntilde", "ograve", "oacute", "ocirc",  "otilde", "ouml",   "divide", "oslash", "ugrave",
    "uacute", "ucirc",  "uuml",   "yacute", "thorn",  "yuml"};

constexpr std::pair<std::string_view, char32_t> kOtherNames[] = {
    {"lt", U'<'},      {"gt", U'>'},      {"amp", U'&'},      {"quot", U'"'},
    {"apos", U'\''},   {"ndash", 0x2013}, {"mdash", 0x2014},  {"lsquo", 0x2018},
    {"rsquo", 0x2019}, {"ldquo", 0x201C}, {"rdquo", 0x201D},  {"hellip", 0x2026},
    {"OElig", 0x0152}, {"oelig", 0x0153}, {"Scaron", 0x0160}, {"scaron", 0x0161},
};

bool is_high_half(std::uint32_t code) {
  return code >= 0xD800 && code < 0xDC00;
}

bool is_low_half(std::uint32_t code) {
  return code >= 0xDC00 && code < 0xE000;
}

/// "#65", "#x41": the number; past U+10FFFF where it is too large to be one.
std::optional<std::uint32_t> number_of(std::string_view name) {
  name.remove_prefix(1);
  const bool is_hex = name.starts_with('x') || name.starts_with('X');
  if (is_hex) name.remove_prefix(1);
  std::uint32_t code = 0;
  const char* const end = name.data() + name.size();
  const auto [at, error] = std::from_chars(name.data(), end, code, is_hex ? 16 : 10);
  if (at != end || name.empty()) return std::nullopt;
  return error == std::errc() ? code : std::uint32_t{0x110000};
}

/// What "amp", "eacute", "#65" stand for.
std::optional<std::uint32_t> code_of(std::string_view name) {
  if (name.starts_with('#')) return number_of(name);
  for (const auto& [other, code] : kOtherNames) {
    if (other == name) return code;
  }
  const auto* const latin = std::find(std::begin(kLatinNames), std::end(kLatinNames), name);
  if (latin == std::end(kLatinNames)) return std::nullopt;
  return 0xA0 + static_cast<std::uint32_t>(latin - std::begin(kLatinNames));
}

/// The reference that `text` begins with, which is taken away from it; none where it begins with
/// none.
std::optional<std::uint32_t> take_reference(std::string_view& text) {
  if (!text.starts_with('&')) return std::nullopt;
  const std::size_t size = text.substr(1, kLongestName + 1).find(';');
  if (size == std::string_view::npos) return std::nullopt;
  const auto code = code_of(text.substr(1, size));
  if (code) text.remove_prefix(size + 2);
  return code;
}

void append_character(std::string& text, std::uint32_t code) {
  const bool is_character =
      code != 0 && code <= 0x10FFFF && !is_high_half(code) && !is_low_half(code);
  append_code(text, is_character ? code : kReplacementCode);
}

}  // namespace

std::string without_references(std::string_view text) {
  std::string plain;
  while (true) {
    const std::size_t sign = text.find('&');
    plain.append(text.substr(0, sign));
    if (sign == std::string_view::npos) return plain;
    text.remove_prefix(sign);
    auto code = take_reference(text);
    if (!code) {
      plain += '&';
      text.remove_prefix(1);
      continue;
    }
    std::string_view rest = text;
    const auto next = is_high_half(*code) ? take_reference(rest) : std::nullopt;
    if (next && is_low_half(*next)) {
      code = 0x10000 + ((*code & 0x3FF) << 10) + (*next & 0x3FF);
      text = rest;
    }
    append_character(plain, *code);
  }
}

}  // namespace segue::read
