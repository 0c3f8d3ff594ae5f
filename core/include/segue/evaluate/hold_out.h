#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "segue/corpus/corpus.h"
#include "segue/evaluate/held_out_query.h"

namespace segue {

/// How much of each playlist is held out, and which of it.
struct HoldOutOptions {
  std::size_t count = 1;        ///< different tracks; 1 or more. Counts where `share` is 0
  double share = 0;             ///< of its different tracks, to the nearest whole number; below 1
  bool last = false;            ///< those that first appear last, instead of any by chance
  std::uint64_t min_count = 1;  ///< tracks left less often leave the training data; 1 or more
  std::uint64_t seed = 42;      ///< of the choice by chance

  /// Throws Error(bad_option), naming the option and its range, where one is out of range.
  void validate() const;
};

/// A corpus in two parts: one to train on, and what is asked afterwards.
struct HoldOut {
  Corpus training;
  std::vector<HeldOutQuery>
      queries;  ///< one for each playlist that gave up tracks, with training's ids
};

/// Takes tracks away from each playlist: chosen evenly among its different ones by the seed alone,
/// or the last of them, by where each first appears. A track that a playlist gives up leaves it
/// wholly, however often it stands there. A playlist that would keep less than two different
/// tracks, and one of whose tracks the share is none, gives up nothing: it only teaches.
///
/// The tracks of the training part are told apart as in the corpus, counted and numbered anew; one
/// that is only held out is unknown there. Throws Error(bad_option), Error(nothing_to_learn) where
/// no playlist gives up a track.
HoldOut hold_out(const Corpus& corpus, const HoldOutOptions& options);

}  // namespace segue
