#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "segue/corpus/corpus.h"
#include "segue/evaluate/held_out_query.h"
#include "segue/evaluate/hold_out.h"
#include "segue/model/model.h"
#include "segue/query/continuation.h"

namespace segue {

/// What is held out to watch a training by: little, because the model is to be used, too.
struct ValidationOptions {
  std::size_t most = 200;         ///< playlists that give up a track
  std::size_t fewest = 20;        ///< with less, chance says more than the model; 1 or more
  double most_share = 0.02;       ///< of all entries of the corpus
  std::size_t fewest_tracks = 5;  ///< different ones, in a playlist that gives one up; 2 or more
  std::uint64_t min_count = 1;    ///< how often each track is left at least; 1 or more
  std::uint64_t seed = 42;        ///< of the choice
};

/// As many of the usual `most` as can be asked of a model of this size in some two seconds, because
/// each costs more of a large model: at a nanosecond a number that it is multiplied with. But not
/// less than `fewest`.
ValidationOptions affordable_validation(std::size_t tracks, std::size_t dim);

/// Milliseconds that asking so many queries takes of a model of this size, by the same guess.
double validation_milliseconds(std::size_t queries, std::size_t tracks, std::size_t dim);

/// Takes one track each away from playlists chosen evenly by the seed alone, so that every track
/// stays in the vocabulary; it leaves the playlist wholly, however often it stands there. Nothing
/// where there would be fewer than `fewest` queries.
///
/// Otherwise as hold_out(): tracks are counted and numbered anew. hold_out() measures a recipe and
/// asks every playlist; this shows the way of one model.
std::optional<HoldOut> hold_out_for_validation(const Corpus& corpus,
                                               const ValidationOptions& options = {});

/// Asks a model for held-out tracks, some at a time, and counts those that it finds: the hit rate
/// at ten of evaluate() with Continuation's scores.
class Validation {
 public:
  /// Both must outlive it, and the model stay as it is. `threads` as in EvaluationOptions.
  Validation(const Model& model, std::span<const HeldOutQuery> queries, unsigned threads = 1);

  /// Asks the next `count` queries, or all that are left; at least one. Throws Error(diverged)
  /// where a score is not a number.
  void ask(std::size_t count);

  std::size_t asked() const { return asked_; }
  std::size_t hits() const { return hits_; }  ///< of those, answered with a hit among the first 10
  bool is_over() const { return asked_ == queries_.size(); }

 private:
  const Model& model_;
  std::span<const HeldOutQuery> queries_;
  unsigned threads_;
  Continuation continuation_;
  std::size_t asked_ = 0;
  std::size_t hits_ = 0;
};

}  // namespace segue
