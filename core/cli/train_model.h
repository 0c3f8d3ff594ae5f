#pragma once

#include "segue/corpus.h"
#include "segue/model.h"
#include "training_options.h"

namespace segue::cli {

/// Trains to the end as `segue train` does with these options, and shows how it comes on.
Model train_model(Corpus corpus, const TrainingOptions& options);

}  // namespace segue::cli
