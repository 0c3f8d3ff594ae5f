#pragma once

#include <string_view>

namespace segue {

/// Whether a file that was only found in a folder or an archive is left alone without a word: a
/// folder, what is hidden, and what a Mac adds for itself. `path` is its path in there, of parts
/// between slashes.
bool is_left_alone(std::string_view path);

}  // namespace segue
