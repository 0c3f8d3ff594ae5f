#include "read/log_line.h"

#include <algorithm>
#include <iterator>

namespace segue::read {
namespace {

constexpr std::size_t kNone = std::string_view::npos;
constexpr std::size_t kFarthest = 48;  // an address may stand in front

/// Whether `text` has digits where `form` has 0, and is the same elsewhere.
bool has_form(std::string_view text, std::string_view form) {
  return text.size() >= form.size() &&
         std::equal(form.begin(), form.end(), text.begin(), [](char wanted, char c) {
           return wanted == '0' ? c >= '0' && c <= '9' : c == wanted;
         });
}

/// Where such a text begins, not too far behind the line's beginning; kNone where it does not.
std::size_t find_form(std::string_view line, std::string_view form) {
  for (std::size_t at = 0; at < std::min(line.size(), kFarthest); ++at) {
    if (has_form(line.substr(at), form)) return at;
  }
  return kNone;
}

}  // namespace

bool is_log_line(std::string_view line) {
  const std::size_t clock = find_form(line, "00:00");
  if (clock == kNone) return false;
  const std::string_view before = line.substr(0, clock);
  if (find_form(before, "0000-00-00") != kNone || find_form(before, "0000/00/00") != kNone)
    return true;
  constexpr std::string_view kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  return std::any_of(std::begin(kMonths), std::end(kMonths), [&](std::string_view month) {
    const std::size_t at = before.find(month);
    if (at == kNone) return false;
    const std::string_view behind = before.substr(at + month.size());
    return behind.starts_with(' ') || behind.starts_with('/');
  });
}

}  // namespace segue::read
