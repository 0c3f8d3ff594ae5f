#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <variant>

#include "segue/corpus/corpus.h"
#include "segue/model/model.h"
#include "segue/train/progress.h"
#include "segue/train/recipe_options.h"
#include "segue/train/skip_gram_trainer.h"
#include "segue/train/song2vec_trainer.h"

namespace segue {

/// A training by the recipe that its options are of. See SkipGramTrainer and Song2vecTrainer for
/// what each throws.
class Trainer {
 public:
  /// The corpus is moved in.
  Trainer(Corpus corpus, const RecipeOptions& options);

  /// Goes on from what checkpoint() wrote; the recipe has_checkpoints(). `file` is the name that
  /// errors carry.
  Trainer(Corpus corpus, const RecipeOptions& options, std::string_view checkpoint,
          const std::string& file);

  /// Trains on about so many more tracks in playlists (`playlist`) or pairs (`seed`) and returns.
  /// Does nothing when finished.
  const Progress& advance(std::uint64_t amount);

  const Progress& progress() const;

  /// As SkipGramTrainer's; the recipe hides_tracks.
  void wind_down();
  void note(const Look& look);
  TableView input() const;
  TableView output() const;

  /// The model as it stands, also in the middle of training, which goes on as if it had not been
  /// asked.
  Model model() const;

  /// The same where training is over, without a copy of the tables where the recipe needs none; the
  /// trainer is used up.
  Model finish() &&;

  /// Whether a training by this recipe can be broken off and resumed.
  static bool has_checkpoints(Recipe recipe) noexcept { return recipe == Recipe::playlist; }

  /// Hands the bytes of a checkpoint to `sink` piece by piece; the recipe has_checkpoints().
  void checkpoint(const std::function<void(std::string_view)>& sink) const;

 private:
  std::variant<SkipGramTrainer, Song2vecTrainer> trainer_;
};

}  // namespace segue
