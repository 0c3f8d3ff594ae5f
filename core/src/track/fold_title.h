#pragma once

#include <string>

namespace segue {

// What TrackIdentity::folded drops from names that are lower-case, in NFKC, with plain signs.

/// A title without guests and editions, its version behind a dash.
std::string fold_title(std::string title);

/// An artist without guests, the first of several.
std::string fold_artist(std::string artist);

}  // namespace segue
