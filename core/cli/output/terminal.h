#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace segue::cli {

/// `text` safe to print: whatever could steer a terminal or turn the reading direction (control
/// characters, bidirectional overrides) becomes U+FFFD. Line ends stay.
std::string printable(std::string_view text);

/// The same on one line, and cut short with "..." where it is wider than so many columns, at least
/// three. A letter that is not ASCII counts two.
std::string printable_line(std::string_view text, std::size_t columns);

/// A number of seconds as people say it: "less than a second", "42 s", "3 min 20 s", "2 h 5 min".
std::string duration(double seconds);

/// 1234567 as "1,234,567".
std::string grouped(std::uint64_t number);

/// "1 track", "2,000 tracks"; `many` is the plural, `one` and an s unless it is given.
std::string several(std::uint64_t number, const std::string& one, std::string many = "");

/// A share in [0, 1] as "37%", rounded down.
std::string percent(double share);

/// A loss as people read it: 0.6931.
std::string loss_text(double loss);

/// How it went from the first loss to the last, of which there is one at least: "0.6931 to 0.1203".
std::string losses_text(const std::vector<double>& losses);

/// Says on standard error how far something is that takes longer than a second: on a terminal a
/// line redrawn in place, elsewhere (a log) a line of its own after 1, 2, 4, ... seconds and then
/// each minute.
class ProgressLine {
 public:
  /// `share` of the work was done before, in [0, 1].
  explicit ProgressLine(double share = 0);
  ~ProgressLine();  // clears the line
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  /// `share` of the work is done, at least; where it `may_end_before`, the time left is the most.
  /// `note` stands behind the bar, before the time left. Where a terminal is narrow, the bar goes
  /// first, and then of the note what has no room.
  void show(double share, const std::string& note, bool may_end_before = false);

  /// Takes the line away, so that something else can be printed.
  void clear();

 private:
  using Clock = std::chrono::steady_clock;
  bool is_terminal_;
  bool is_drawn_ = false;
  double first_share_;
  Clock::time_point start_ = Clock::now();
  Clock::time_point next_draw_ = start_ + std::chrono::seconds(1);
};

}  // namespace segue::cli
