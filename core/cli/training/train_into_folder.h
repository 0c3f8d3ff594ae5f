#pragma once

#include <string>
#include <vector>

#include "training/training_options.h"

namespace segue::cli {

/// A training from playlists to a run's folder: what `segue train` and `segue run` do.
struct TrainingJob {
  std::vector<std::string> inputs;
  std::string out;        ///< the folder
  std::string encoding;   ///< of lists and tables that do not name theirs; empty where nobody knows
  std::string catalogue;  ///< of facts about the tracks; empty: none
  TrainingOptions training;
  bool keeps_memory = false;      ///< whether the model carries the playlists
  double checkpoint_minutes = 0;  ///< 0: when interrupted only
  double minutes = 0;             ///< that an open training may take; 0: as long as it learns
  bool resume = false;            ///< from the checkpoint in the folder; the recipe has them
  std::string resume_command;     ///< how to go on after an interruption
};

/// Reads, trains, writes, and says on standard error how it comes on. Throws Interrupted after a
/// signal, with a checkpoint where the recipe has them.
void train_into_folder(const TrainingJob& job);

}  // namespace segue::cli
