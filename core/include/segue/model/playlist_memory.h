#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "segue/track/vocabulary.h"

namespace segue {

/// The playlists that a model has learnt from, so that answers can go by what stood where, and say
/// so. Four bytes an entry and four a playlist, besides the names.
struct PlaylistMemory {
  std::vector<TrackId> tracks;      ///< all playlists, one after another
  std::vector<std::uint32_t> ends;  ///< of each playlist, where it ends in `tracks`: rising
  std::vector<std::string> names;   ///< of each playlist, UTF-8, perhaps empty; or none at all

  std::size_t playlists() const noexcept { return ends.size(); }
  std::size_t begin_of(std::size_t index) const { return index == 0 ? 0 : ends[index - 1]; }

  /// The tracks of one playlist in order, a track as often as it stands there.
  std::span<const TrackId> playlist(std::size_t index) const {
    return std::span(tracks).subspan(begin_of(index), ends[index] - begin_of(index));
  }

  bool operator==(const PlaylistMemory&) const = default;
};

}  // namespace segue
