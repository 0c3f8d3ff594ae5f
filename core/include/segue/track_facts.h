#pragma once

#include <span>
#include <string>
#include <vector>

#include "segue/catalogue.h"
#include "segue/vocabulary.h"

namespace segue {

/// What is known of a track besides its names. Training does not look at it; people do.
struct TrackFacts {
  std::string genre;    ///< "rock"; empty where unknown
  int year = 0;         ///< of the original release, 1 to 9999; 0 where unknown
  std::string country;  ///< where the artist is from; empty where unknown

  bool operator==(const TrackFacts&) const = default;
};

/// What a catalogue says of each track of a vocabulary, by track id. A track and a song are one
/// where the vocabulary takes them for one. `songs` is as read_catalogue() returns it.
std::vector<TrackFacts> find_facts(const Vocabulary& vocabulary, std::span<const Song> songs);

}  // namespace segue
