#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <variant>

#include "segue/model/recipe.h"
#include "segue/train/option_description.h"
#include "segue/train/skip_gram_options.h"
#include "segue/train/song2vec_options.h"

namespace segue {

/// The options of a recipe; which ones they are says which recipe.
using RecipeOptions = std::variant<SkipGramOptions, Song2vecOptions>;

Recipe recipe_of(const RecipeOptions& options) noexcept;

/// The defaults of a recipe: song2vec's own, or those of `playlist`, which were chosen by
/// measurement.
RecipeOptions usual_options(Recipe recipe);

/// What a recipe has for options, in the order of help and forms.
std::span<const OptionDescription> options_of(Recipe recipe);

/// The option of a recipe by its name; null where there is none.
const OptionDescription* find_option(Recipe recipe, std::string_view name);

/// The option of a recipe that means what this one of `playlist` does, by its flag; null where
/// there is none.
const OptionDescription* find_option_like(Recipe recipe, std::string_view flag);

/// The value of an option, one of options_of() the recipe.
double get_option(const RecipeOptions& options, const OptionDescription& option);

/// Throws Error(bad_option), naming the option and its range, for what is out of it.
void set_option(RecipeOptions& options, const OptionDescription& option, double value);

/// Throws Error(bad_option), naming the option and its range, where one is out of range.
void validate(const RecipeOptions& options);

/// Numbers a track.
std::uint32_t dim_of(const RecipeOptions& options);

/// That a training has at once.
std::uint32_t threads_of(const RecipeOptions& options);

}  // namespace segue
