#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include "segue/track/vocabulary.h"

namespace segue {

/// Whether two different tracks stand in a playlist. One that has no two teaches nothing.
inline bool has_two_tracks(std::span<const TrackId> playlist) {
  return std::adjacent_find(playlist.begin(), playlist.end(), std::not_equal_to<>()) !=
         playlist.end();
}

/// Finds the different tracks of one playlist after another.
class DistinctTracks {
 public:
  /// Of a vocabulary of so many.
  explicit DistinctTracks(std::size_t tracks) : seen_(tracks) {}

  /// In order of first appearance.
  std::vector<TrackId> of(std::span<const TrackId> playlist) {
    std::vector<TrackId> distinct;
    for (const TrackId id : playlist) {
      if (!seen_[id]) distinct.push_back(id);
      seen_[id] = true;
    }
    for (const TrackId id : distinct)
      seen_[id] = false;
    return distinct;
  }

 private:
  std::vector<bool> seen_;  // none between two calls
};

}  // namespace segue
