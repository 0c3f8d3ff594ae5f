#pragma once

#include <string>
#include <string_view>

namespace segue {

/// Unicode's normal form NFKC (Unicode Standard Annex 15): what looks alike and means the same is
/// the same, as the letter with its accent in one code or two, or the ligature of f and i. `utf8`
/// must be valid.
std::string to_nfkc(std::string_view utf8);

}  // namespace segue
