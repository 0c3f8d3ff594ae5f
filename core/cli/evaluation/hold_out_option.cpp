#include "evaluation/hold_out_option.h"

#include <CLI/CLI.hpp>
#include <charconv>
#include <cmath>
#include <system_error>

namespace segue::cli {
namespace {

HoldOutOptions parse(const std::string& text, const char* option) {
  HoldOutOptions options;
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_number = error == std::errc() && end == text.data() + text.size() && number > 0;
  const bool is_whole = is_number && std::floor(number) == number && number <= 1e9;
  if (!is_number || (number >= 1 && !is_whole)) {
    throw CLI::ValidationError(option,
                               "must be a whole number of tracks from 1 on, or a share below 1");
  }
  if (is_whole) {
    options.count = static_cast<std::size_t>(number);
  } else {
    options.share = number;
  }
  return options;
}

}  // namespace

HoldOutOptions parse_hold_out(const std::string& text) {
  return parse(text, "--hold-out");
}

HoldOutOptions parse_hold_out_last(const std::string& text) {
  HoldOutOptions options = parse(text, "--hold-out-last");
  options.last = true;
  return options;
}

}  // namespace segue::cli
