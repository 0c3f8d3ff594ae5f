#pragma once

#include <span>
#include <vector>

#include "segue/track/vocabulary.h"

namespace segue {

/// A score for every track by one part of an answer, and how these come to a mean of 0 and a
/// standard deviation of 1 over the tracks that may be answered. They stay as they were made: each
/// is brought there when it is read, so that no pass over all tracks is spent on it.
struct StandardScores {
  std::vector<float> raw;
  float mean = 0;   ///< of `raw`, over the tracks that may be answered
  float scale = 0;  ///< 1 over their deviation; 0 where the part tells no two tracks apart

  float operator[](TrackId track) const { return (raw[track] - mean) * scale; }

  /// Finds `mean` and `scale` of what is in `raw`. `known` and `unlike` may not be answered: all
  /// of these are different tracks.
  void standardise(std::span<const TrackId> known, std::span<const TrackId> unlike);
};

}  // namespace segue
