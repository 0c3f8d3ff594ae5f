#include "training/memory_option.h"

namespace segue::cli {

void add_memory_option(CLI::App& command, std::optional<std::string>& typed) {
  command
      .add_option("--memory", typed,
                  "Whether the model carries the playlists with their names, and answers by them\n"
                  "as well as by what it has learnt; no under the recipe seed. `segue export\n"
                  "--without-memory` leaves them out of a model to give away")
      ->check(CLI::IsMember({"yes", "no"}))
      ->default_str("yes");
}

bool keeps_memory(const std::optional<std::string>& typed, Recipe recipe) {
  const bool is_kept = typed.value_or(recipe == Recipe::seed ? "no" : "yes") == "yes";
  if (is_kept && recipe == Recipe::seed) {
    throw CLI::ValidationError("--memory yes",
                               std::string("does not apply to the recipe ") + to_string(recipe));
  }
  return is_kept;
}

}  // namespace segue::cli
