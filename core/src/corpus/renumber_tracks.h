#pragma once

#include <vector>

#include "segue/corpus/corpus.h"

namespace segue {

/// Counts the tracks anew and gives them ids by falling count, ties by first appearance. Each track
/// of the vocabulary must occur. Returns the new id of each former one.
std::vector<TrackId> renumber_tracks(Corpus& corpus);

}  // namespace segue
