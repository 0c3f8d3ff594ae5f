#include "segue/train/option_description.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <system_error>

#include "util/require_option.h"

namespace segue {
namespace {

std::string bound_text(double bound) {
  if (bound == static_cast<double>(kLargestExact)) return "2^53";
  char text[32];
  std::snprintf(text, sizeof text, "%.10g", bound);
  return text;
}

/// Nothing for what a double does not hold exactly.
std::optional<double> parse_whole(std::string_view text) {
  std::int64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  const bool is_exact = number <= static_cast<std::int64_t>(kLargestExact);
  if (error != std::errc() || stop != end || !is_exact) return std::nullopt;
  return static_cast<double>(number);
}

/// std::from_chars() would do, but has no doubles in WebAssembly's library.
std::optional<double> parse_real(std::string_view text) {
  const std::string number(text);
  if (number.empty() || number[0] <= ' ') return std::nullopt;  // which strtod() passes over
  char* end = nullptr;
  const double value = std::strtod(number.c_str(), &end);
  return end == number.c_str() + number.size() ? std::optional(value) : std::nullopt;
}

}  // namespace

std::string OptionDescription::name() const {
  std::string name = flag;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

std::string OptionDescription::range() const {
  std::string range = is_above ? "above " + bound_text(least) + " and at most " + bound_text(most)
                               : (is_whole ? "a whole number from " : "from ") + bound_text(least) +
                                     " to " + bound_text(most);
  if (word) range += std::string(", or ") + word->text;
  return range;
}

bool OptionDescription::admits(double value) const {
  if (word && value == word->value) return true;
  const bool is_in_range = (is_above ? value > least : value >= least) && value <= most;
  return is_in_range && (!is_whole || value == std::floor(value));
}

void OptionDescription::require(double value) const {
  require_option(admits(value), flag, range().c_str());
}

std::optional<double> OptionDescription::parse(std::string_view text) const {
  if (word && text == word->text) return word->value;
  const std::optional<double> number = is_whole ? parse_whole(text) : parse_real(text);
  // The number of the word is for programs: a window of 0 tracks is none.
  const bool is_in_range = number && *number >= least && admits(*number);
  return is_in_range ? number : std::nullopt;
}

}  // namespace segue
