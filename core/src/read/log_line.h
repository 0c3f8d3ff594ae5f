#pragma once

#include <string_view>

namespace segue::read {

/// Whether a line begins as those of a log do, with a date and a time of day: "2024-01-05
/// 12:03:00", "Jan  5 12:03:00", "[05/Jan/2024:12:03:00".
bool is_log_line(std::string_view line);

}  // namespace segue::read
