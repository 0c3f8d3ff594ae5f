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
constexpr std::size_t kLongestOwnName = 64;
constexpr std::size_t kLongestText = std::size_t{1} << 10;
constexpr std::size_t kLongestTexts = std::size_t{1} << 16;
constexpr std::size_t kLongestResult = std::size_t{1} << 20;

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

/// What the document's own entity stands for that `text` begins with, which is taken away from it;
/// nullptr where it begins with none.
const std::string* take_own(std::string_view& text, const XmlEntities& entities) {
  const std::size_t size = text.substr(1, kLongestOwnName + 1).find(';');
  if (size == std::string_view::npos) return nullptr;
  const std::string* const found = entities.find(text.substr(1, size));
  if (found != nullptr) text.remove_prefix(size + 2);
  return found;
}

/// Takes the next word away from `text`: what is quoted without its quotes, else up to a space.
std::string_view take_word(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  const bool is_quoted = text.starts_with('"') || text.starts_with('\'');
  const std::size_t begin = is_quoted ? 1 : 0;
  const std::size_t end =
      std::min(is_quoted ? text.find(text.front(), 1) : text.find_first_of(" \t\r\n"), text.size());
  const std::string_view word = text.substr(begin, end - begin);
  text.remove_prefix(std::min(end + begin, text.size()));
  return word;
}

/// The end of the declaration or comment that `text` begins with.
std::size_t declaration_end(std::string_view text) {
  if (text.starts_with("<!--")) return std::min(text.find("-->"), text.size());
  char quote = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (quote == 0 && c == '>') return at;
    if (quote == 0 ? c == '"' || c == '\'' : c == quote) quote = quote == 0 ? c : '\0';
  }
  return text.size();
}

}  // namespace

bool XmlEntities::declare(std::string_view declarations) {
  constexpr std::string_view kBegin = "<!ENTITY";
  while (true) {
    declarations.remove_prefix(std::min(declarations.find('<'), declarations.size()));
    if (declarations.empty()) return true;
    const std::size_t end = declaration_end(declarations);
    std::string_view one = declarations.substr(0, end);
    declarations.remove_prefix(end);
    if (!one.starts_with(kBegin)) continue;
    one.remove_prefix(kBegin.size());
    const std::string_view name = take_word(one);
    one.remove_prefix(std::min(one.find_first_not_of(" \t\r\n"), one.size()));
    if (!one.starts_with('"') && !one.starts_with('\'')) continue;  // SYSTEM, or of a % entity
    if (!add(name, take_word(one))) return false;
  }
}

/// The first declaration of a name counts, as XML has it.
bool XmlEntities::add(std::string_view name, std::string_view text) {
  std::string plain = without_references(text, *this);
  size_ += name.size() + plain.size();
  if (plain.size() > kLongestText || size_ > kLongestTexts) return false;
  texts_.try_emplace(std::string(name), std::move(plain));
  return true;
}

const std::string* XmlEntities::find(std::string_view name) const {
  const auto found = texts_.find(name);
  return found == texts_.end() ? nullptr : &found->second;
}

std::string without_references(std::string_view text, const XmlEntities& entities) {
  std::string plain;
  while (true) {
    const std::size_t sign = text.find('&');
    plain.append(text.substr(0, sign));
    if (sign == std::string_view::npos) return plain;
    text.remove_prefix(sign);
    if (plain.size() < kLongestResult) {
      if (const std::string* const own = take_own(text, entities)) {
        plain += *own;
        continue;
      }
    }
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
