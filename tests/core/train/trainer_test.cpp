#include "segue/train/trainer.h"

#include <catch2/catch.hpp>

#include "segue/model/model_file.h"
#include "segue/util/error.h"
#include "support/playlists.h"

using namespace segue;
using namespace segue::test;

namespace {

const std::vector<std::vector<std::string>> kPlaylists = {
    {"a", "b", "c", "d"}, {"b", "c", "e"}, {"a", "d"}};

RecipeOptions short_options(Recipe recipe) {
  RecipeOptions options = usual_options(recipe);
  set_option(options, *find_option_like(recipe, "dim"), 8);
  set_option(options, *find_option_like(recipe, "epochs"), 3);
  return options;
}

std::string train_to_end(Trainer trainer) {
  while (!trainer.advance(100).finished) {
  }
  const std::string whole = write_model(trainer.model());
  CHECK(write_model(std::move(trainer).finish()) == whole);
  return whole;
}

}  // namespace

TEST_CASE("a trainer trains by the recipe of its options", "[trainer]") {
  for (const Recipe recipe : kAllRecipes) {
    const RecipeOptions options = short_options(recipe);
    const std::string bytes = train_to_end(Trainer(corpus_of(kPlaylists), options));
    const Model model = read_model(bytes, "x");
    CHECK(model.recipe == recipe);
    CHECK(model.input.dim == 8);
    CHECK(model.epoch_losses.size() == 3);
  }
  const auto seed = std::get<Song2vecOptions>(short_options(Recipe::seed));
  Song2vecTrainer own(corpus_of(kPlaylists), seed);
  while (!own.advance(1000).finished) {
  }
  CHECK(train_to_end(Trainer(corpus_of(kPlaylists), seed)) == write_model(own.model()));
}

TEST_CASE("a training that was broken off goes on", "[trainer]") {
  REQUIRE(Trainer::has_checkpoints(Recipe::playlist));
  REQUIRE_FALSE(Trainer::has_checkpoints(Recipe::seed));
  const RecipeOptions options = short_options(Recipe::playlist);
  Trainer trainer(corpus_of(kPlaylists), options);
  trainer.advance(1);
  std::string checkpoint;
  trainer.checkpoint([&](std::string_view piece) { checkpoint += piece; });
  Trainer resumed(corpus_of(kPlaylists), options, checkpoint, "x");
  CHECK(resumed.progress().share == trainer.progress().share);
  CHECK(train_to_end(std::move(resumed)) == train_to_end(std::move(trainer)));
}
