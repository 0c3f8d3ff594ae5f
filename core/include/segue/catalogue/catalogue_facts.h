#pragma once

#include <span>
#include <vector>

#include "segue/catalogue/catalogue.h"
#include "segue/model/track_facts.h"
#include "segue/track/vocabulary.h"

namespace segue {

/// What a catalogue says of each track of a vocabulary, by track id. A track and a song are one
/// where the vocabulary takes them for one. `songs` is as read_catalogue() returns it.
std::vector<TrackFacts> find_facts(const Vocabulary& vocabulary, std::span<const Song> songs);

}  // namespace segue
