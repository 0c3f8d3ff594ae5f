#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace segue {

/// Without the quotation marks at its ends, which some exports leave there.
inline std::string_view unquoted(std::string_view name) {
  const std::size_t first = name.find_first_not_of('"');
  if (first == std::string_view::npos) return {};
  return name.substr(first, name.find_last_not_of('"') - first + 1);
}

// What TrackIdentity::folded drops from names that are lower-case, in NFKC, with plain signs.

/// A title without guests and editions, its version behind a dash.
std::string fold_title(std::string title);

/// An artist without guests, the first of several.
std::string fold_artist(std::string artist);

}  // namespace segue
