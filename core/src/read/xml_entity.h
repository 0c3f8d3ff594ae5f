#pragma once

#include <string>
#include <string_view>

namespace segue::read {

/// Text of XML with what its references stand for: the five of XML, numbers, and those of HTML that
/// programs write where they should not. Two numbers that are the halves of a surrogate pair are
/// one character. What is no such reference, as a bare &, stays as it is.
std::string without_references(std::string_view text);

}  // namespace segue::read
