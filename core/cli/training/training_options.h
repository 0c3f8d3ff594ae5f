#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "segue/train/corpus_plan.h"
#include "segue/train/recipe_options.h"

namespace segue::cli {

/// The options of a recipe as a person gave them, by flag. What is not there is as usual.
using TypedOptions = std::map<std::string, std::string>;

/// How to train, as a person said it.
struct TypedTraining {
  std::string recipe = to_string(Recipe::playlist);
  std::optional<std::string> names;  ///< what makes two spellings one track
  TypedOptions options;              ///< by the flags of the recipe `playlist`
};

/// How a command that trains is to train.
struct TrainingOptions {
  RecipeOptions recipe_options = usual_options(Recipe::playlist);
  CorpusPlan plan;  ///< what to train on

  std::uint64_t seed() const;
  void set_seed(std::uint64_t seed);
};

/// Threads for whatever does not say how many: as many as the machine has.
unsigned usual_threads();

/// Adds one option, which goes into `typed` by its flag; the help shows what is usual.
void add_option(CLI::App& command, const OptionDescription& option, const std::string& usual,
                TypedOptions& typed);

/// Sets an option to what a person has typed behind `flag`. Throws Error(bad_option), naming the
/// flag and the range, for what is out of it.
void set_typed(RecipeOptions& options, const OptionDescription& option, const std::string& flag,
               const std::string& text);

/// The value of an option as a person would give it.
std::string value_text(const OptionDescription& option, double value);

/// The same of a model's hyperparameter, by its name.
std::string hyperparameter_text(Recipe recipe, const std::string& name, double value);

/// Adds the recipe and its options to a command.
void add_training_options(CLI::App& command, TypedTraining& typed);

/// What was typed, with `threads` where the recipe has them and none were given. Throws
/// Error(bad_option) for what the recipe does not have, and for what is out of range.
TrainingOptions settle(const TypedTraining& typed, unsigned threads = usual_threads());

}  // namespace segue::cli
