#include "corpus/playlist_key.h"

#include <charconv>
#include <cstddef>

#include "segue/unicode/text.h"

namespace segue {

void append_playlist_key(std::string& text, const PlaylistEntry& entry, PlaylistIdentity identity) {
  if (identity == PlaylistIdentity::user_and_name) {
    // The user's length keeps apart what only meets when joined.
    text.append(std::to_string(entry.user.size()));
    if (entry.list != 0) text.append(1, '#').append(std::to_string(entry.list));
    text.append(1, ' ').append(entry.user);
  }
  append_lower_case(text, entry.playlist);
}

PlaylistKeyParts parts_of_key(std::string_view key) {
  std::size_t size = 0;
  std::from_chars(key.data(), key.data() + key.size(), size);
  const std::string_view texts = key.substr(key.find(' ') + 1);
  return {texts.substr(0, size), texts.substr(size)};
}

}  // namespace segue
