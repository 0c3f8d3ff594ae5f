#pragma once

#include <cstdint>

#include "segue/corpus/corpus.h"
#include "segue/corpus/intake.h"
#include "segue/train/recipe_options.h"

namespace segue {

/// How playlists become the corpus of a recipe: the one place that knows, for the command line and
/// the page.
struct CorpusPlan {
  PlaylistIdentity playlists = PlaylistIdentity::name;
  TrackIdentity tracks = TrackIdentity::exact;
  std::uint64_t max_rows = 0;   ///< of all files together; 0: all
  std::uint64_t min_count = 1;  ///< tracks that occur less often are left out
};

/// What a recipe with these options is trained on. A person may want other `tracks`.
CorpusPlan plan_corpus(const RecipeOptions& options);

/// What is divided to evaluate trainings: each person's playlists apart, whatever the recipe, so
/// that all are asked the same; and with the rare tracks, which are counted in the part to train
/// on.
CorpusPlan plan_to_divide(TrackIdentity tracks);

/// How an Intake is to read for it; the caller adds threads.
IntakeOptions intake_options(const CorpusPlan& plan);

/// The corpus of what was read as planned, ready to be trained on.
Corpus prepare(Corpus read, const CorpusPlan& plan);

}  // namespace segue
