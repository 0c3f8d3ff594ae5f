#include "training/train_model.h"

#include <cstdint>
#include <utility>

#include "segue/train/skip_gram_trainer.h"
#include "segue/train/song2vec_trainer.h"
#include "training/training.h"

namespace segue::cli {
namespace {

/// Makes the trainer of the recipe, has `train` bring it to its end, and takes its model.
template <typename Train>
Model train_recipe(Corpus corpus, const TrainingOptions& options, const Train& train) {
  if (options.is_seed()) {
    Song2vecTrainer trainer(std::move(corpus), options.seed);
    train(trainer);
    return trainer.model();
  }
  SkipGramOptions skip_gram = options.skip_gram;
  if (!options.has_epochs) skip_gram.epochs = usual_epochs(corpus.tokens.size());
  SkipGramTrainer trainer(std::move(corpus), skip_gram);
  train(trainer);
  return std::move(trainer).take_model();
}

}  // namespace

Model train_model(Corpus corpus, const TrainingOptions& options) {
  return train_recipe(std::move(corpus), options,
                      [](auto& trainer) { train_to_end(trainer, [](Pace&) {}); });
}

Model train_model(Corpus corpus, const TrainingOptions& options,
                  const std::function<void(double)>& on_progress) {
  constexpr std::uint64_t kSlice = 50'000;  // well under a second
  return train_recipe(std::move(corpus), options, [&](auto& trainer) {
    while (!trainer.progress().finished)
      on_progress(trainer.advance(kSlice).share);
  });
}

}  // namespace segue::cli
