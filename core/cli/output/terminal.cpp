#include "output/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <iostream>

#include "segue/unicode/text.h"

namespace segue::cli {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

/// The length in bytes of what at `at` must not reach a terminal; 0 where all is well.
std::size_t harmful_length(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0u;
  };
  if ((byte(0) < 0x20 && byte(0) != '\n') || byte(0) == 0x7F) return 1;
  if (byte(0) == 0xC2 && byte(1) >= 0x80 && byte(1) <= 0x9F) return 2;  // C1 controls
  const bool marks = byte(0) == 0xE2 && byte(1) == 0x80 &&
                     ((byte(2) >= 0xAA && byte(2) <= 0xAE) || byte(2) == 0x8E || byte(2) == 0x8F);
  const bool isolates = byte(0) == 0xE2 && byte(1) == 0x81 && byte(2) >= 0xA6 && byte(2) <= 0xA9;
  return marks || isolates ? 3 : 0;
}

/// Whether standard error is a terminal that goes back to the beginning of a line.
bool can_redraw() {
  const char* kind = std::getenv("TERM");
  return isatty(STDERR_FILENO) == 1 && (kind == nullptr || std::string_view(kind) != "dumb");
}

std::size_t terminal_columns() {
  winsize size = {};
  const bool is_known = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col != 0;
  constexpr std::size_t kWide = 200;
  return is_known ? size.ws_col : kWide;
}

/// A bar that takes no more than so many columns; none where those are few.
std::string bar(double share, std::size_t columns) {
  constexpr std::size_t kWidest = 24;
  constexpr std::size_t kNarrowest = 8;
  constexpr std::size_t kAround = 3;
  if (columns < kNarrowest + kAround) return "";
  const std::size_t width = std::min(columns - kAround, kWidest);
  const auto filled = static_cast<std::size_t>(share * static_cast<double>(width));
  return "[" + std::string(filled, '#') + std::string(width - filled, '.') + "] ";
}

/// The columns that the letter takes which this byte begins: two, perhaps, where it is not ASCII.
std::size_t width_of(char byte) {
  const auto code = static_cast<unsigned char>(byte);
  return code < 0x80 ? 1 : code >= 0xC0 ? 2 : 0;
}

std::size_t width_of(std::string_view text) {
  std::size_t width = 0;
  for (const char byte : text)
    width += width_of(byte);
  return width;
}

/// What of a text surely fits into so many columns.
std::string_view cut_to(std::string_view text, std::size_t columns) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    width += width_of(text[at]);
    if (width > columns) return text.substr(0, at);
  }
  return text;
}

}  // namespace

std::string printable(std::string_view text) {
  const std::string repaired = repair_utf8(text);
  std::string result;
  for (std::size_t at = 0; at < repaired.size();) {
    const std::size_t harmful = harmful_length(repaired, at);
    if (harmful == 0) {
      result += repaired[at++];
    } else {
      result += kReplacement;
      at += harmful;
    }
  }
  return result;
}

std::string printable_line(std::string_view text, std::size_t columns) {
  constexpr std::string_view kCut = "...";
  std::string line = printable(text);
  std::replace(line.begin(), line.end(), '\n', ' ');
  if (width_of(line) <= columns) return line;
  return std::string(cut_to(line, columns - kCut.size())).append(kCut);
}

std::string duration(double seconds) {
  if (seconds < 1) return "less than a second";
  const auto whole = static_cast<std::uint64_t>(seconds + 0.5);
  if (whole < 60) return std::to_string(whole) + " s";
  if (whole < 3600) return std::to_string(whole / 60) + " min " + std::to_string(whole % 60) + " s";
  return std::to_string(whole / 3600) + " h " + std::to_string(whole / 60 % 60) + " min";
}

std::string grouped(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3; at -= 3)
    digits.insert(at - 3, ",");
  return digits;
}

std::string several(std::uint64_t number, const std::string& one, std::string many) {
  if (many.empty()) many = one + "s";
  return grouped(number) + " " + (number == 1 ? one : many);
}

std::string percent(double share) {
  return std::to_string(static_cast<int>(share * 100)) + "%";
}

std::string loss_text(double loss) {
  char text[32];
  std::snprintf(text, sizeof text, "%.4f", loss);
  return text;
}

std::string losses_text(const std::vector<double>& losses) {
  const std::string last = loss_text(losses.back());
  return losses.size() == 1 ? last : loss_text(losses.front()) + " to " + last;
}

ProgressLine::ProgressLine(double share) : is_terminal_(can_redraw()), first_share_(share) {}

ProgressLine::~ProgressLine() {
  clear();
}

void ProgressLine::show(double share, const std::string& note, bool may_end_before) {
  const Clock::time_point now = Clock::now();
  if (now < next_draw_) return;
  const Clock::duration elapsed = now - start_;
  const std::string done = percent(share) + "  ";
  std::string left;
  if (share > first_share_) {
    const double seconds = std::chrono::duration<double>(elapsed).count();
    left = std::string(may_end_before ? "  at most " : "  ") +
           duration(seconds / (share - first_share_) * (1 - share)) + " left";
  }
  if (!is_terminal_) {
    next_draw_ = now + std::min<Clock::duration>(elapsed, std::chrono::minutes(1));
    std::cerr << done + note + left + "\n";
    return;
  }
  next_draw_ = now + std::chrono::milliseconds(100);
  // A line that goes on in the next row could not be taken away again.
  std::size_t columns = terminal_columns() - 1;
  const auto take = [&](std::string_view text) {
    const std::string_view fitting = cut_to(text, columns);
    columns -= std::min(columns, width_of(fitting));
    return fitting;
  };
  const std::string_view shown_done = take(done);
  const std::string_view shown_left = take(left);
  const std::string_view shown_note = take(note);
  std::cerr << "\r\x1B[K" << bar(share, columns) << shown_done << shown_note << shown_left
            << std::flush;
  is_drawn_ = true;
}

void ProgressLine::clear() {
  if (is_drawn_) std::cerr << "\r\x1B[K" << std::flush;
  is_drawn_ = false;
}

}  // namespace segue::cli
