#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "segue/track/track_identity.h"

namespace segue {

/// How a model comes about.
enum class Recipe {
  playlist,  ///< ours: skip-gram with negative sampling over playlists of any number
  seed,      ///< song2vec's experiment to the letter
};

inline constexpr std::array kAllRecipes = {Recipe::playlist, Recipe::seed};

/// The vectors whose cosines say how similar two tracks are.
enum class Comparison {
  inputs,           ///< of the one's input vector with the other's
  input_to_output,  ///< of the one's input with the other's output vector, and the other way round
};

/// What makes the recipes different, but for their options and how they train.
struct RecipeTraits {
  const char* name;       ///< in model files and on the command line
  TrackIdentity tracks;   ///< what makes two spellings one track, unless a person says otherwise
  Comparison comparison;  ///< of Similarity
  bool hides_tracks;      ///< whether some may be held out, to watch a training by
};

const RecipeTraits& traits_of(Recipe recipe) noexcept;

/// The name in model files and on the command line: "playlist", "seed".
const char* to_string(Recipe recipe) noexcept;

/// The recipe of this name; nothing where there is none.
std::optional<Recipe> find_recipe(std::string_view name) noexcept;

}  // namespace segue
