#include "terminal.h"

#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <iostream>

#include "segue/text.h"

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

std::string percent(double share) {
  return std::to_string(static_cast<int>(share * 100)) + "%";
}

std::string loss_text(double loss) {
  char text[32];
  std::snprintf(text, sizeof text, "%.4f", loss);
  return text;
}

ProgressLine::ProgressLine(double share)
    : is_terminal_(isatty(STDERR_FILENO) == 1), first_share_(share) {}

ProgressLine::~ProgressLine() {
  clear();
}

void ProgressLine::show(double share, const std::string& note) {
  const Clock::time_point now = Clock::now();
  if (now < next_draw_) return;
  const Clock::duration elapsed = now - start_;
  std::string line = percent(share) + "  " + note;
  if (share > first_share_) {
    const double seconds = std::chrono::duration<double>(elapsed).count();
    line += "  " + duration(seconds / (share - first_share_) * (1 - share)) + " left";
  }
  if (!is_terminal_) {
    next_draw_ = now + std::min<Clock::duration>(elapsed, std::chrono::minutes(1));
    std::cerr << line + "\n";
    return;
  }
  next_draw_ = now + std::chrono::milliseconds(100);
  constexpr std::size_t kWidth = 24;
  const auto filled = static_cast<std::size_t>(share * kWidth);
  std::cerr << "\r\x1B[K[" << std::string(filled, '#') << std::string(kWidth - filled, '.') << "] "
            << line << std::flush;
  is_drawn_ = true;
}

void ProgressLine::clear() {
  if (is_drawn_) std::cerr << "\r\x1B[K" << std::flush;
  is_drawn_ = false;
}

}  // namespace segue::cli
