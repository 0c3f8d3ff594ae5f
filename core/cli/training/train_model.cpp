#include "training/train_model.h"

#include <cstdint>
#include <utility>

#include "segue/learn/watched_training.h"
#include "training/training.h"

namespace segue::cli {
Model train_model(Corpus corpus, const TrainingOptions& options, bool keeps_memory) {
  WatchedTraining training(std::move(corpus), options.recipe_options,
                           {.keeps_memory = keeps_memory});
  train_to_end(training, [](Pace&) {});
  return std::move(training).finish();
}

Model train_model(Corpus corpus, const TrainingOptions& options,
                  const std::function<void(double)>& on_progress) {
  constexpr std::uint64_t kSlice = 50'000;  // well under a second
  WatchedTraining training(std::move(corpus), options.recipe_options);
  while (!training.progress().finished)
    on_progress(training.advance(kSlice).share);
  return std::move(training).finish();
}

}  // namespace segue::cli
