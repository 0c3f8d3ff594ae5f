#pragma once

#include <boost/json.hpp>
#include <string_view>

namespace segue {

/// A whole JSON text, as boost::json::parse() reads it, but that each number is the nearest double
/// to what is written: Boost's own is off by a digit in one of ten that have all seventeen.
boost::json::value parse_json(std::string_view text, boost::system::error_code& error);

}  // namespace segue
