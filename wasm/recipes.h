#pragma once

#include <string>

#include "segue/train/recipe_options.h"
#include "values.h"

namespace segue::wasm {

/// Throws Error(bad_option) where there is no recipe of this name.
Recipe require_recipe(const std::string& name);

/// Whether its models carry the playlists: those of `seed` hold what song2vec's do.
bool keeps_playlists(Recipe recipe);

/// The options of a recipe from { recipe, options }, the latter with each of them by its name.
/// Throws Error(bad_option), naming it, for what is missing, no number, or out of range.
RecipeOptions recipe_options(const val& options);

}  // namespace segue::wasm
