#pragma once

#include <string>

#include "segue/evaluate/hold_out.h"

namespace segue::cli {

/// What --hold-out says: 1, 2, ... tracks of each playlist, or a share of them such as 0.1. Throws
/// CLI::ValidationError.
HoldOutOptions parse_hold_out(const std::string& text);

/// The same of --hold-out-last: the last tracks of each playlist.
HoldOutOptions parse_hold_out_last(const std::string& text);

}  // namespace segue::cli
