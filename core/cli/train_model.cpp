#include "train_model.h"

#include <utility>

#include "segue/seed_trainer.h"
#include "segue/skip_gram_trainer.h"
#include "training.h"

namespace segue::cli {

Model train_model(Corpus corpus, const TrainingOptions& options) {
  if (options.is_seed()) {
    SeedTrainer trainer(std::move(corpus), options.seed);
    train_to_end(trainer, [](Pace&) {});
    return trainer.model();
  }
  SkipGramOptions skip_gram = options.skip_gram;
  if (!options.has_epochs) skip_gram.epochs = usual_epochs(corpus.tokens.size());
  SkipGramTrainer trainer(std::move(corpus), skip_gram);
  train_to_end(trainer, [](Pace&) {});
  return std::move(trainer).take_model();
}

}  // namespace segue::cli
