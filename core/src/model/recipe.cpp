#include "segue/model/recipe.h"

namespace segue {
namespace {

constexpr RecipeTraits kPlaylist = {
    .name = "playlist",
    .tracks = TrackIdentity::folded,
    .comparison = Comparison::input_to_output,
    .hides_tracks = true,
};

constexpr RecipeTraits kSeed = {
    .name = "seed",
    .tracks = TrackIdentity::exact,
    .comparison = Comparison::inputs,
    .hides_tracks = false,  // the experiment is what song2vec learns from all of its rows
};

}  // namespace

const RecipeTraits& traits_of(Recipe recipe) noexcept {
  return recipe == Recipe::seed ? kSeed : kPlaylist;
}

const char* to_string(Recipe recipe) noexcept {
  return traits_of(recipe).name;
}

std::optional<Recipe> find_recipe(std::string_view name) noexcept {
  for (const Recipe recipe : kAllRecipes) {
    if (name == to_string(recipe)) return recipe;
  }
  return std::nullopt;
}

}  // namespace segue
