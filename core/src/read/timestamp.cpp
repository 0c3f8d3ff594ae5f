#include "read/timestamp.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <iterator>

namespace segue::read {
namespace {

constexpr std::int64_t kMinute = 60;
constexpr std::int64_t kHour = 60 * kMinute;
constexpr std::int64_t kDay = 24 * kHour;

/// Reads a text from its beginning; once something is not there, all that follows fails.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  /// A number of `least` to `most` digits.
  int number(std::size_t least, std::size_t most) {
    std::size_t size = 0;
    while (size < std::min(most, text_.size()) && text_[size] >= '0' && text_[size] <= '9')
      ++size;
    int value = 0;
    if (size < least) return fail();
    std::from_chars(text_.data(), text_.data() + size, value);
    text_.remove_prefix(size);
    return value;
  }

  /// Whether one of these characters comes next; it is passed over.
  bool takes(std::string_view any) {
    if (text_.empty() || any.find(text_.front()) == std::string_view::npos) return false;
    text_.remove_prefix(1);
    return true;
  }

  void expect(std::string_view any) {
    if (!takes(any)) fail();
  }

  std::string_view word(std::size_t size) {
    const std::string_view result = text_.substr(0, size);
    text_.remove_prefix(result.size());
    return result;
  }

  char next() const { return text_.empty() ? '\0' : text_.front(); }
  bool is_good() const { return is_good_; }
  bool is_at_end() const { return is_good_ && text_.empty(); }

 private:
  int fail() {
    is_good_ = false;
    text_ = {};
    return 0;
  }

  std::string_view text_;
  bool is_good_ = true;
};

std::optional<std::int64_t> time_of(int year, int month, int day, int hour, int minute,
                                    int second) {
  const std::chrono::year_month_day date(std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day)));
  if (!date.ok() || year < 1 || hour > 23 || minute > 59 || second > 60) return std::nullopt;
  const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
  return days * kDay + hour * kHour + minute * kMinute + second;
}

/// Seconds, their fraction and the distance from UTC, as far as they are there.
std::int64_t rest_of_iso_time(Scanner& scan) {
  std::int64_t seconds = scan.takes(":") ? scan.number(2, 2) : 0;
  if (scan.takes(".,")) {
    scan.number(1, 9);
    while (scan.next() >= '0' && scan.next() <= '9')
      scan.number(1, 9);
  }
  if (scan.takes("Z") || (scan.next() != '+' && scan.next() != '-')) return seconds;
  const std::int64_t sign = scan.takes("+") ? -1 : 1;
  scan.takes("-");
  const std::int64_t hours = scan.number(2, 2);
  scan.takes(":");
  const std::int64_t minutes = scan.number(2, 2);
  return seconds + sign * (hours * kHour + minutes * kMinute);
}

}  // namespace

std::optional<std::int64_t> parse_iso_time(std::string_view text) {
  Scanner scan(text);
  const int year = scan.number(4, 4);
  scan.expect("-");
  const int month = scan.number(2, 2);
  scan.expect("-");
  const int day = scan.number(2, 2);
  scan.expect(" T");
  const int hour = scan.number(2, 2);
  scan.expect(":");
  const int minute = scan.number(2, 2);
  const std::int64_t rest = rest_of_iso_time(scan);
  if (!scan.is_at_end()) return std::nullopt;
  const auto time = time_of(year, month, day, hour, minute, 0);
  return time ? std::optional(*time + rest) : std::nullopt;
}

std::optional<std::int64_t> parse_lastfm_time(std::string_view text) {
  constexpr std::string_view kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  Scanner scan(text);
  const int day = scan.number(1, 2);
  scan.expect(" ");
  const auto* const month = std::find(std::begin(kMonths), std::end(kMonths), scan.word(3));
  scan.expect(" ");
  const int year = scan.number(4, 4);
  scan.takes(",");
  scan.expect(" ");
  const int hour = scan.number(2, 2);
  scan.expect(":");
  const int minute = scan.number(2, 2);
  if (!scan.is_at_end() || month == std::end(kMonths)) return std::nullopt;
  return time_of(year, static_cast<int>(month - std::begin(kMonths)) + 1, day, hour, minute, 0);
}

std::optional<std::int64_t> parse_day(std::string_view text) {
  Scanner scan(text);
  const int year = scan.number(4, 4);
  const int month = scan.number(2, 2);
  const int day = scan.number(2, 2);
  return scan.is_at_end() ? time_of(year, month, day, 0, 0, 0) : std::nullopt;
}

std::optional<std::int64_t> parse_seconds(std::string_view text) {
  std::int64_t seconds = 0;
  const char* const end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, seconds);
  if (error != std::errc() || at != end || text.empty()) return std::nullopt;
  return seconds;
}

std::string format_time(std::int64_t time) {
  using namespace std::chrono;
  const auto day = floor<days>(seconds(time));
  const year_month_day date{sys_days(day)};
  const std::int64_t minute = (time - seconds(day).count()) / kMinute;
  char text[64];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u %02d:%02d", int(date.year()),
                unsigned(date.month()), unsigned(date.day()), static_cast<int>(minute / 60),
                static_cast<int>(minute % 60));
  return text;
}

}  // namespace segue::read
