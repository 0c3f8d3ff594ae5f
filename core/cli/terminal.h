#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace segue::cli {

/// `text` safe to print: whatever could steer a terminal or turn the reading direction (control
/// characters, bidirectional overrides) becomes U+FFFD. Line ends stay.
std::string printable(std::string_view text);

/// A number of seconds as people say it: "less than a second", "42 s", "3 min 20 s", "2 h 5 min".
std::string duration(double seconds);

/// 1234567 as "1,234,567".
std::string grouped(std::uint64_t number);

/// A line on standard error that shows how far something is, redrawn in place; nothing at all
/// where standard error is not a terminal.
class ProgressLine {
 public:
  ProgressLine();
  ~ProgressLine();  // clears the line
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  /// `share` of the work is done, in [0, 1]; `note` stands behind the bar, before the time left.
  void show(double share, const std::string& note);

 private:
  using Clock = std::chrono::steady_clock;
  bool is_terminal_;
  bool is_drawn_ = false;
  Clock::time_point start_ = Clock::now();
  Clock::time_point next_draw_ = start_;
};

}  // namespace segue::cli
