#include "segue/train/corpus_plan.h"

#include <utility>

#include "segue/corpus/rare_tracks.h"

namespace segue {

CorpusPlan plan_corpus(const RecipeOptions& options) {
  CorpusPlan plan;
  plan.tracks = traits_of(recipe_of(options)).tracks;
  if (const auto* seed = std::get_if<Song2vecOptions>(&options)) {
    plan.playlists = PlaylistIdentity::name;
    plan.max_rows = seed->num_rows;
  } else {
    plan.playlists = PlaylistIdentity::user_and_name;
    plan.min_count = std::get<SkipGramOptions>(options).min_count;
  }
  return plan;
}

CorpusPlan plan_to_divide(TrackIdentity tracks) {
  CorpusPlan plan;
  plan.playlists = PlaylistIdentity::user_and_name;
  plan.tracks = tracks;
  return plan;
}

IntakeOptions intake_options(const CorpusPlan& plan) {
  IntakeOptions options;
  options.max_rows = plan.max_rows;
  options.playlists = plan.playlists;
  options.tracks = plan.tracks;
  return options;
}

Corpus prepare(Corpus read, const CorpusPlan& plan) {
  return plan.min_count > 1 ? without_rare_tracks(std::move(read), plan.min_count)
                            : std::move(read);
}

}  // namespace segue
