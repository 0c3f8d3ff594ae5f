#pragma once

#include <string>

namespace segue {

/// What is known of a track besides its names. Training does not look at it; people do.
struct TrackFacts {
  std::string genre;    ///< "rock"; empty where unknown
  int year = 0;         ///< of the original release, 1 to 9999; 0 where unknown
  std::string country;  ///< where the artist is from; empty where unknown

  bool operator==(const TrackFacts&) const = default;
};

}  // namespace segue
