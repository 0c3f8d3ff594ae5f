#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "segue/track/track_identity.h"
#include "segue/train/skip_gram_options.h"
#include "segue/train/song2vec_options.h"

namespace segue::cli {

/// How a command that trains is to train.
struct TrainingOptions {
  std::string recipe = "playlist";
  SkipGramOptions skip_gram =
      playlist_recipe();    ///< counts under `playlist`; as many threads as the machine has
  bool has_epochs = false;  ///< whether they were given; usual_epochs() otherwise
  Song2vecOptions seed;     ///< counts under `seed`; all rows
  TrackIdentity names = TrackIdentity::folded;  ///< counts under `playlist`

  TrainingOptions();
  bool is_seed() const { return recipe == "seed"; }

  /// What makes two spellings one track: song2vec's own way under `seed`.
  TrackIdentity identity() const { return is_seed() ? TrackIdentity::exact : names; }
};

/// Adds the recipe and its hyperparameters to a command.
void add_training_options(CLI::App& command, TrainingOptions& options);

/// Once they are parsed: throws CLI::ValidationError for what the recipe does not have, and
/// Error(bad_option) for what is out of range.
void finish_training_options(const CLI::App& command, TrainingOptions& options);

/// For options of a command that only the recipe `playlist` has.
void refuse_under_seed(const CLI::App& command, const std::string& option);

}  // namespace segue::cli
