#pragma once

#include <cstdint>

#include "segue/corpus/corpus.h"

namespace segue {

/// The corpus without the tracks that occur fewer than `min_count` times: they leave the vocabulary
/// and the playlists. The others keep their order, names and counts, so ids stay in falling count.
/// A playlist keeps its place and the order of its tracks, even where none are left of it.
Corpus without_rare_tracks(Corpus corpus, std::uint64_t min_count);

}  // namespace segue
