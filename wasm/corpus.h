#pragma once

#include <vector>

#include "segue/corpus/corpus.h"
#include "segue/evaluate/held_out_query.h"
#include "values.h"

namespace segue::wasm {

/// Playlists that lack a track each, which a model is asked for.
struct HeldOutQueries {
  std::vector<HeldOutQuery> value;

  double size() const { return static_cast<double>(value.size()); }
};

/// Playlists to train on.
struct Corpus {
  segue::Corpus value;

  double tracks() const { return static_cast<double>(value.vocabulary.size()); }

  /// A corpus that is ready to be trained on with these options.
  val prepared(const val& options) const;

  /// What a training with these options takes of a prepared corpus: { bytes, watchedBytes,
  /// largestDim, hidesTracks, sketchMilliseconds }: the third where there are so many bytes, the
  /// last null where no sketch of a map is to be made.
  val cost(const val& options, double bytes) const;

  /// { corpus, queries, milliseconds } of a prepared corpus: what is left to train on, what is held
  /// out to watch the training by, and what asking for all of that takes; null where there is too
  /// little for that.
  val hold_out(const val& options) const;
};

}  // namespace segue::wasm
