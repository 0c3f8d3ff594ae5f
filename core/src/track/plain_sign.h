#pragma once

namespace segue {

/// The plain sign for the many of its kind: apostrophes, quotation marks, dashes, line ends; 0 for
/// what is dropped, because nobody sees it. Any other code is its own.
char32_t plain_sign(char32_t code);

/// Whether a code is a space of some width, a line end, or nothing that anybody sees.
bool is_space(char32_t code);

}  // namespace segue
