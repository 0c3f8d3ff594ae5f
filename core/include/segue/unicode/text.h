#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace segue {

/// Whether `text` is valid UTF-8.
bool is_utf8(std::string_view text);

/// `text` with every invalid UTF-8 sequence replaced by U+FFFD. Everything past the readers may
/// rely on valid UTF-8.
std::string repair_utf8(std::string_view text);

/// Lower-case as Python's `str.lower` and the Unicode Standard (section 3.13) have it: full
/// mappings, the final sigma included, no locale. `utf8` must be valid.
std::string lower_case(std::string_view utf8);

/// The same, at the end of `text`.
void append_lower_case(std::string& text, std::string_view utf8);

/// The words of `utf8` as search compares them: lower-case, without accents, apostrophes and
/// punctuation. A text of punctuation only is one word as it is. `utf8` must be valid.
std::vector<std::string> search_words(std::string_view utf8);

}  // namespace segue
