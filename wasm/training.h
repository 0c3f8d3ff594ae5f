#pragma once

#include <utility>
#include <variant>

#include "segue/model/model.h"
#include "segue/train/seed_trainer.h"
#include "segue/train/skip_gram_trainer.h"
#include "values.h"

namespace segue::wasm {

class Trainer {
 public:
  using Recipe = std::variant<SeedTrainer, SkipGramTrainer>;
  explicit Trainer(Recipe recipe) : recipe_(std::move(recipe)) {}

  /// On about this many more pairs (`seed`) or tracks in playlists (`playlist`).
  val advance(double amount);
  val progress() const;
  /// A copy of what is learnt so far.
  segue::Model model() const;
  /// The trainer is used up: only deleting it is left.
  val finish();

 private:
  Recipe recipe_;
};

}  // namespace segue::wasm
