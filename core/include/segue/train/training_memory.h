#pragma once

#include <cstdint>

#include "segue/model/recipe.h"

namespace segue {

/// Bytes that a training takes at its peak, beside the corpus that it gets a copy of: its tables,
/// the model that it leaves, and what is searched of that as soon as it is there. For each track so
/// many vectors, padded as the kernels want them: under `playlist` three (input, output, and the
/// copy that is searched); under `seed` nine (both with Adam's two moments, the model's two, and
/// the copy). And 128 MiB, which is more than the playlists and the names came to where it was
/// measured.
std::uint64_t training_bytes(Recipe recipe, std::uint64_t tracks, std::uint32_t dim);

/// The most numbers a track, at most `dim`, with which a training takes no more than so many bytes;
/// 0 where none does.
std::uint32_t largest_dim(Recipe recipe, std::uint64_t tracks, std::uint32_t dim,
                          std::uint64_t bytes);

}  // namespace segue
