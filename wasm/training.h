#pragma once

#include <utility>

#include "segue/learn/watched_training.h"
#include "segue/model/model.h"
#include "values.h"

namespace segue::wasm {

/// A training under way, which looks by itself what it finds of the tracks that it hides.
class Trainer {
 public:
  explicit Trainer(WatchedTraining training) : training_(std::move(training)) {}

  /// On about this many more pairs (`seed`) or tracks in playlists (`playlist`).
  val advance(double amount);
  val progress() const;
  double hidden() const { return static_cast<double>(training_.hidden()); }
  double popular_hits() const { return static_cast<double>(training_.popular_hits()); }
  /// A copy of what is learnt so far.
  segue::Model model() const { return training_.model(); }
  /// The trainer is used up: only deleting it is left.
  val finish();

 private:
  WatchedTraining training_;
};

}  // namespace segue::wasm
