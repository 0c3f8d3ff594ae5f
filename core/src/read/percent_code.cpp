#include "read/percent_code.h"

#include <charconv>

namespace segue::read {

std::string from_percent_code(std::string_view text, bool plus_is_space) {
  std::string result;
  for (std::size_t at = 0; at < text.size(); ++at) {
    unsigned code = 0;
    const std::string_view digits = text.substr(at + 1, 2);
    const char* const end = digits.data() + digits.size();
    if (text[at] == '%' && digits.size() == 2 &&
        std::from_chars(digits.data(), end, code, 16).ptr == end) {
      result += static_cast<char>(code);
      at += 2;
    } else {
      result += text[at] == '+' && plus_is_space ? ' ' : text[at];
    }
  }
  return result;
}

}  // namespace segue::read
