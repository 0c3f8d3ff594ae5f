#pragma once

#include <functional>

#include "segue/corpus/corpus.h"
#include "segue/model/model.h"
#include "training/training_options.h"

namespace segue::cli {

/// Trains to the end as `segue train` does with these options, and shows how it comes on.
Model train_model(Corpus corpus, const TrainingOptions& options, bool keeps_memory);

/// The same without a memory, and without showing anything: `on_progress` gets the share done, from
/// time to time.
Model train_model(Corpus corpus, const TrainingOptions& options,
                  const std::function<void(double)>& on_progress);

}  // namespace segue::cli
