#pragma once

#include <string>
#include <string_view>

namespace segue::read {

/// Text of an address, with "%41" as "A", and "+" as a space where the address is a query's.
std::string from_percent_code(std::string_view text, bool plus_is_space);

}  // namespace segue::read
