#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>

#include "segue/model/recipe.h"

namespace segue::cli {

/// Adds --memory yes|no: whether a model carries its playlists. `typed` is what a person gave.
void add_memory_option(CLI::App& command, std::optional<std::string>& typed);

/// What was given, or what is usual under the recipe. Throws CLI::ValidationError for a memory
/// under `seed`, whose models are what song2vec's are.
bool keeps_memory(const std::optional<std::string>& typed, Recipe recipe);

}  // namespace segue::cli
