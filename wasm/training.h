#pragma once

#include <utility>

#include "segue/model/model.h"
#include "segue/train/trainer.h"
#include "values.h"

namespace segue::wasm {

/// A training under way.
class Trainer {
 public:
  explicit Trainer(segue::Trainer trainer) : trainer_(std::move(trainer)) {}

  /// On about this many more pairs (`seed`) or tracks in playlists (`playlist`).
  val advance(double amount);
  val progress() const;
  /// A copy of what is learnt so far.
  segue::Model model() const { return trainer_.model(); }
  /// The trainer is used up: only deleting it is left.
  val finish();

 private:
  segue::Trainer trainer_;
};

}  // namespace segue::wasm
