#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace segue::read {

// Times are seconds since 1970 in UTC, years 1 to 9999.

/// "2024-01-05 14:23", or as ISO 8601 has it: with a T, seconds and their fraction, Z or +01:30.
std::optional<std::int64_t> parse_iso_time(std::string_view text);

/// "15 Jun 2007 22:30", or with a comma behind the year, as Last.fm writes it.
std::optional<std::int64_t> parse_lastfm_time(std::string_view text);

/// "20240105" as the first second of that day.
std::optional<std::int64_t> parse_day(std::string_view text);

/// A whole number of seconds.
std::optional<std::int64_t> parse_seconds(std::string_view text);

/// "2024-01-05 14:23".
std::string format_time(std::int64_t time);

}  // namespace segue::read
