#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace segue::read {

// Times are seconds since 1970 in UTC, years 1 to 9999.

/// "2024-01-05 14:23", or as ISO 8601 has it: with a T, seconds and their fraction, Z or +01:30.
std::optional<std::int64_t> parse_iso_time(std::string_view text);

/// Which of "3/4/2024" is the month.
enum class DateOrder { day_first, month_first };

struct Timestamp {
  std::int64_t seconds = 0;
  bool has_clock = true;  ///< else it is a day, whose first second is given
};

/// A time in any of the forms that programs write: seconds, milliseconds or microseconds since 1970
/// (of the years 1990 to 2099), ISO 8601, "20240105", "15 Jun 2007 22:30", "17 May 2026, 12:54",
/// "August 27, 2015 at 10:45PM", "Fri, 05 Jan 2024 14:23:00 +0000", "5.1.2024 14:23". None for what
/// is only a duration or a number.
std::optional<Timestamp> parse_timestamp(std::string_view text, DateOrder order);

/// A time of day, as seconds since midnight: "14:23", "9:05:30", "2:23 PM".
std::optional<std::int64_t> parse_clock(std::string_view text);

/// "20240105" as the first second of that day.
std::optional<std::int64_t> parse_day(std::string_view text);

/// A whole number of seconds.
std::optional<std::int64_t> parse_seconds(std::string_view text);

/// "2024-01-05 14:23".
std::string format_time(std::int64_t time);

}  // namespace segue::read
