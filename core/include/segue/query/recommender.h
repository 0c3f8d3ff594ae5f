#pragma once

#include <span>

#include "segue/track/vocabulary.h"

namespace segue {

/// Something that says which tracks go with given ones: a model's continuation, or one of the
/// methods that a model is measured against.
class Recommender {
 public:
  virtual ~Recommender() = default;

  /// Gives each track of the vocabulary a score in the place of its id; a higher one goes better
  /// with the `known` tracks. Only the order of the scores counts. `known` are different tracks in
  /// the order of their playlist; there may be none. The known tracks get scores as well: whoever
  /// asks leaves them out.
  ///
  /// `scores` has as many places as the vocabulary has tracks; what it held before does not count.
  /// May be called from several threads at once.
  virtual void score(std::span<const TrackId> known, std::span<float> scores) const = 0;
};

}  // namespace segue
