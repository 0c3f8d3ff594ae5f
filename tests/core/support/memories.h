#pragma once

#include <vector>

#include "segue/model/playlist_memory.h"

namespace segue::test {

/// A memory of these playlists, without names.
inline PlaylistMemory memory_of(const std::vector<std::vector<TrackId>>& playlists) {
  PlaylistMemory memory;
  for (const auto& playlist : playlists) {
    memory.tracks.insert(memory.tracks.end(), playlist.begin(), playlist.end());
    memory.ends.push_back(static_cast<std::uint32_t>(memory.tracks.size()));
  }
  return memory;
}

}  // namespace segue::test
