#pragma once

#include <cstdint>
#include <vector>

#include "segue/corpus/corpus.h"
#include "segue/evaluate/query.h"
#include "values.h"

namespace segue::wasm {

/// Playlists that lack a track each, which a model is asked for.
struct Queries {
  std::vector<Query> value;

  double size() const { return static_cast<double>(value.size()); }
};

/// Playlists to train on.
struct Corpus {
  segue::Corpus value;
  std::uint64_t num_rows;  // as the reader was told

  double tracks() const { return static_cast<double>(value.vocabulary.size()); }

  val without_rare_tracks(double min_count) const;

  /// { corpus, queries }: what is left to train on, and what is held out, which are `most` tracks
  /// at most; null where there is too little for that.
  val hold_out(double most, double min_count) const;
};

}  // namespace segue::wasm
