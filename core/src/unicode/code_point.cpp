#include "unicode/code_point.h"

#include <cassert>

namespace segue {
namespace {

bool is_continuation(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

}  // namespace

void append_code(std::string& text, char32_t code) {
  const auto put = [&](char32_t byte) { text.push_back(static_cast<char>(byte)); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xC0 | (code >> 6));
    put(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    put(0xE0 | (code >> 12));
    put(0x80 | ((code >> 6) & 0x3F));
    put(0x80 | (code & 0x3F));
  } else {
    put(0xF0 | (code >> 18));
    put(0x80 | ((code >> 12) & 0x3F));
    put(0x80 | ((code >> 6) & 0x3F));
    put(0x80 | (code & 0x3F));
  }
}

char32_t decode_code(std::string_view text, std::size_t& at) {
  const auto lead = static_cast<unsigned char>(text[at++]);
  if (lead < 0x80) return lead;
  const int extra = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
  if (lead < 0xC2 || lead > 0xF4) return kInvalidCode;
  char32_t code = lead & (0x3Fu >> extra);
  for (int i = 0; i < extra; ++i) {
    const std::size_t next = at + static_cast<std::size_t>(i);
    if (next >= text.size() || !is_continuation(text[next])) return kInvalidCode;
    code = (code << 6) | (static_cast<unsigned char>(text[next]) & 0x3Fu);
  }
  const bool overlong = (extra == 2 && code < 0x800) || (extra == 3 && code < 0x10000);
  if (overlong || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return kInvalidCode;
  at += static_cast<std::size_t>(extra);
  return code;
}

std::u32string decode_all(std::string_view utf8) {
  std::u32string codes;
  codes.reserve(utf8.size());
  for (std::size_t at = 0; at < utf8.size();) {
    const char32_t code = decode_code(utf8, at);
    assert(code != kInvalidCode);
    codes.push_back(code);
  }
  return codes;
}

}  // namespace segue
