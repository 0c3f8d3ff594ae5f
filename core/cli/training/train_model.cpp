#include "training/train_model.h"

#include <cstdint>
#include <utility>

#include "segue/train/trainer.h"
#include "training/training.h"

namespace segue::cli {
namespace {

Trainer make_trainer(Corpus corpus, const TrainingOptions& options) {
  const RecipeOptions fitted = options.fitted_to(corpus.tokens.size());
  return {std::move(corpus), fitted};
}

}  // namespace

Model train_model(Corpus corpus, const TrainingOptions& options) {
  Trainer trainer = make_trainer(std::move(corpus), options);
  train_to_end(trainer, [](Pace&) {});
  return std::move(trainer).finish();
}

Model train_model(Corpus corpus, const TrainingOptions& options,
                  const std::function<void(double)>& on_progress) {
  constexpr std::uint64_t kSlice = 50'000;  // well under a second
  Trainer trainer = make_trainer(std::move(corpus), options);
  while (!trainer.progress().finished)
    on_progress(trainer.advance(kSlice).share);
  return std::move(trainer).finish();
}

}  // namespace segue::cli
