#pragma once

#include <string>
#include <string_view>

#include "segue/corpus/corpus.h"
#include "segue/read/reader.h"

namespace segue {

/// Appends what entries of one playlist have in common, and no others.
void append_playlist_key(std::string& text, const PlaylistEntry& entry, PlaylistIdentity identity);

/// The parts of a key that was made with PlaylistIdentity::user_and_name. They are views of it.
struct PlaylistKeyParts {
  std::string_view user;
  std::string_view name;
};

PlaylistKeyParts parts_of_key(std::string_view key);

}  // namespace segue
