#include "track/find_dash.h"

#include "track/plain_sign.h"
#include "unicode/code_point.h"

namespace segue {

std::optional<Dash> find_dash(std::string_view utf8, std::size_t from) {
  std::size_t end_of_text = from;  // before the spaces that come last
  bool is_dash_behind = false;
  Dash dash{};
  for (std::size_t at = from; at < utf8.size();) {
    const std::size_t begin = at;
    const char32_t code = decode_code(utf8, at);
    if (plain_sign(code) == U'-') {
      if (!is_dash_behind) dash = {end_of_text, at, end_of_text != begin};
      is_dash_behind = true;
      dash.end = at;
    } else if (!is_space(code)) {
      if (is_dash_behind) {
        dash.is_spaced = dash.is_spaced && dash.end != begin;
        dash.end = begin;
        return dash;
      }
      end_of_text = at;
    }
  }
  return std::nullopt;
}

}  // namespace segue
