#pragma once

#include <string>
#include <string_view>

namespace segue::read {

/// The UTF-8 of a zip archive's name of a member: what says that it is that, or is it all the same,
/// else the code page 437, as the form has it (APPNOTE.TXT, appendix D).
std::string member_name(std::string_view name, bool is_utf8);

}  // namespace segue::read
