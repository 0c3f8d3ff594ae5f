#include "read/timestamp.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <iterator>
#include <string>

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

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool is_letter(char c) {
  return lower(c) >= 'a' && lower(c) <= 'z';
}

/// Seconds since 1970, told from thousandths and millionths by how many digits there are.
std::optional<std::int64_t> parse_epoch(std::string_view text) {
  constexpr std::int64_t kYear1990 = 631'152'000;
  constexpr std::int64_t kYear2100 = 4'102'444'800;
  text = text.substr(0, text.find('.'));
  auto time = parse_seconds(text);
  for (const std::int64_t unit : {1, 1000, 1'000'000}) {
    if (time && *time / unit >= kYear1990 && *time / unit < kYear2100) return *time / unit;
  }
  return std::nullopt;
}

/// A date and a time of day as people write them, word for word.
class WrittenTime {
 public:
  WrittenTime(std::string_view text, DateOrder order) : text_(text), order_(order) {}

  std::optional<Timestamp> read() {
    while (!text_.empty()) {
      if (is_digit(text_.front()) ? !take_number() : !take_word_or_sign()) return std::nullopt;
    }
    return result();
  }

 private:
  bool take_number() {
    std::size_t size = 0;
    int value = 0;
    while (size < text_.size() && is_digit(text_[size]) && size < 5)
      value = 10 * value + (text_[size++] - '0');
    if (size == 5) return false;
    text_.remove_prefix(size);
    const bool has_date = count_ + (month_ == 0 ? 0 : 1) == 3;
    if (has_sign_ && has_clock_ && has_date) return take_zone(value, size);
    if (!text_.empty() && text_.front() == ':') return take_clock(value);
    if (count_ == 3) return false;
    numbers_[count_++] = value;
    return true;
  }

  /// What follows an hour: minutes, seconds, their fraction.
  bool take_clock(int hour) {
    if (has_clock_) return false;
    has_clock_ = true;
    hour_ = hour;
    text_.remove_prefix(1);
    minute_ = take_two();
    if (takes(':')) second_ = take_two();
    if (takes('.')) {
      while (!text_.empty() && is_digit(text_.front()))
        text_.remove_prefix(1);
    }
    return minute_ >= 0 && second_ >= 0;
  }

  /// "+0130" or "+01:30" behind the time of day.
  bool take_zone(int value, std::size_t digits) {
    has_sign_ = false;
    int minutes = digits == 4 ? value / 100 * 60 + value % 100 : value * 60;
    if (digits == 2 && takes(':')) minutes += std::max(take_two(), 0);
    zone_ = is_minus_ ? -minutes : minutes;
    return digits == 2 || digits == 4;
  }

  int take_two() {
    if (text_.size() < 2 || !is_digit(text_[0]) || !is_digit(text_[1])) return -1;
    const int value = 10 * (text_[0] - '0') + (text_[1] - '0');
    text_.remove_prefix(2);
    return value;
  }

  bool takes(char c) {
    if (text_.empty() || text_.front() != c) return false;
    text_.remove_prefix(1);
    return true;
  }

  bool take_word_or_sign() {
    if (is_letter(text_.front())) return take_word();
    for (const std::string_view space : {"\xE2\x80\xAF", "\xC2\xA0"}) {
      if (!text_.starts_with(space)) continue;
      text_.remove_prefix(space.size());
      return true;
    }
    const char sign = text_.front();
    has_sign_ = sign == '+' || sign == '-';
    is_minus_ = sign == '-';
    text_.remove_prefix(1);
    return std::string_view(" ,./-+()").find(sign) != std::string_view::npos;
  }

  bool take_word() {
    std::string word;
    while (!text_.empty() && is_letter(text_.front())) {
      word += lower(text_.front());
      text_.remove_prefix(1);
    }
    if (word == "am" || word == "pm") return take_half(word == "pm");
    if (take_month(word)) return true;
    constexpr std::string_view kOthers[] = {"at",  "t",   "z",   "utc", "gmt", "um",  "uhr",
                                            "kl",  "st",  "nd",  "rd",  "th",  "mon", "tue",
                                            "wed", "thu", "fri", "sat", "sun"};
    return std::any_of(std::begin(kOthers), std::end(kOthers), [&](std::string_view other) {
      return word == other ||
             (other.size() == 3 && word.ends_with("day") && word.starts_with(other));
    });
  }

  bool take_half(bool is_afternoon) {
    if (!has_clock_ || hour_ < 1 || hour_ > 12) return false;
    hour_ = hour_ % 12 + (is_afternoon ? 12 : 0);
    return true;
  }

  bool take_month(std::string_view word) {
    constexpr std::string_view kMonths[] = {"january",   "february", "march",    "april",
                                            "may",       "june",     "july",     "august",
                                            "september", "october",  "november", "december"};
    for (std::size_t i = 0; i < std::size(kMonths); ++i) {
      if (word.size() < 3 || !kMonths[i].starts_with(word)) continue;
      month_ = static_cast<int>(i) + 1;
      return true;
    }
    return false;
  }

  std::optional<Timestamp> result() const {
    constexpr int kLeastYear = 1000;
    int year = 0, month = month_, day = 0;
    if (month_ != 0 && count_ == 2) {
      const bool is_year_first = numbers_[0] >= kLeastYear;
      year = numbers_[is_year_first ? 0 : 1];
      day = numbers_[is_year_first ? 1 : 0];
    } else if (month_ == 0 && count_ == 3 && numbers_[0] >= kLeastYear) {
      year = numbers_[0], month = numbers_[1], day = numbers_[2];
    } else if (month_ == 0 && count_ == 3) {
      const bool is_month_first = order_ == DateOrder::month_first;
      year = numbers_[2];
      month = numbers_[is_month_first ? 0 : 1];
      day = numbers_[is_month_first ? 1 : 0];
    }
    if (year < kLeastYear) return std::nullopt;
    const auto time = time_of(year, month, day, hour_, minute_, second_);
    return time ? std::optional(Timestamp{*time - zone_ * kMinute, has_clock_}) : std::nullopt;
  }

  std::string_view text_;
  DateOrder order_;
  int numbers_[3] = {};
  std::size_t count_ = 0;
  int month_ = 0;
  int hour_ = 0, minute_ = 0, second_ = 0, zone_ = 0;  // zone_ in minutes
  bool has_clock_ = false;
  bool has_sign_ = false;  // one stands in front
  bool is_minus_ = false;
};

}  // namespace

std::optional<Timestamp> parse_timestamp(std::string_view text, DateOrder order) {
  if (text.empty() || text.size() > 60) return std::nullopt;
  if (const auto time = parse_epoch(text)) return Timestamp{*time, true};
  if (const auto time = parse_iso_time(text)) return Timestamp{*time, true};
  if (const auto day = parse_day(text)) return Timestamp{*day, false};
  return WrittenTime(text, order).read();
}

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

std::optional<std::int64_t> parse_clock(std::string_view text) {
  Scanner scan(text);
  int hour = scan.number(1, 2);
  scan.expect(":");
  const int minute = scan.number(2, 2);
  const int second = scan.takes(":") ? scan.number(2, 2) : 0;
  if (!scan.is_at_end()) {
    scan.takes(" ");
    const bool is_afternoon = scan.takes("Pp");
    if (!is_afternoon) scan.expect("Aa");
    scan.expect("Mm");
    if (hour < 1 || hour > 12) return std::nullopt;
    hour = hour % 12 + (is_afternoon ? 12 : 0);
  }
  if (!scan.is_at_end() || hour > 23 || minute > 59 || second > 60) return std::nullopt;
  return hour * kHour + minute * kMinute + second;
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
