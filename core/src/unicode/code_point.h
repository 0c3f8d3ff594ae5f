#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace segue {

/// Stands for what is not a character.
constexpr char32_t kReplacementCode = 0xFFFD;

/// What decode_code gives for a byte that begins no UTF-8.
constexpr char32_t kInvalidCode = 0xFFFFFFFF;

/// Appends a code point's UTF-8. Not for surrogates or codes past U+10FFFF.
void append_code(std::string& text, char32_t code);

/// Decodes the sequence at `at` and moves past it; an invalid byte moves it by one.
char32_t decode_code(std::string_view text, std::size_t& at);

/// All codes of valid UTF-8.
std::u32string decode_all(std::string_view utf8);

}  // namespace segue
