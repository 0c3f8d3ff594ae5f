#pragma once

#include <cstddef>

#include "segue/model/model.h"

namespace segue {

/// How far two models agree on what is similar.
struct NeighbourOverlap {
  std::size_t tracks = 0;  ///< that both know
  /// How many of a track's ten most similar ones, among the tracks that both know, both name: 0 to
  /// 10, the mean over those tracks, or over 2,000 of them, evenly spaced. 0 where there are none.
  double shared = 0;
};

/// Compares the models' answers to `similar`. A track of the one is that of the other that its key
/// names. `threads`, 1 or more, computes faster; the result does not depend on it. Throws
/// Error(diverged) where a model holds a number that is not finite.
NeighbourOverlap neighbour_overlap(const Model& a, const Model& b, unsigned threads = 1);

}  // namespace segue
