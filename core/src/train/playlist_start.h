#pragma once

#include <cstdint>

#include "segue/corpus/corpus.h"
#include "train/row_table.h"

namespace segue {

/// How long the input vectors are that training by whole playlists starts from.
constexpr float kStartLength = 0.1f;

/// Fills `input` with what playlists say at first sight: random indexing (Kanerva et al. 2000,
/// "Random indexing of text samples for latent semantic analysis") and one step of power iteration
/// (Halko et al. 2011). Each playlist is given a random vector, each track the sum of its
/// playlists', each playlist then the sum of its tracks', and each track the sum of those, all over
/// the root of the playlist's length; in the end all are of kStartLength.
///
/// Vectors by chance take some twenty passes over the playlists to find out what this says in two;
/// longer ones get there sooner still, but find less in the end (experiments/README.md).
///
/// `spare` has the same shape and only zeros, and so it is left.
void start_from_playlists(const Corpus& corpus, std::uint64_t seed, RowTable& input,
                          RowTable& spare);

}  // namespace segue
