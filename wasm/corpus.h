#pragma once

#include "segue/corpus/corpus.h"
#include "values.h"

namespace segue::wasm {

/// Playlists to train on.
struct Corpus {
  segue::Corpus value;

  double tracks() const { return static_cast<double>(value.vocabulary.size()); }

  /// A corpus that is ready to be trained on with these options.
  val prepared(const val& options) const;

  /// What a training with these options takes of a prepared corpus: { bytes, largestDim,
  /// hidesTracks, sketchMilliseconds }: the second where there are so many bytes, the last null
  /// where no sketch of a map is to be made.
  val cost(const val& options, double bytes) const;
};

}  // namespace segue::wasm
