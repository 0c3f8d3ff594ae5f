#include "segue/train/recipe_options.h"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <string>
#include <vector>

#include "train/option_table.h"

namespace segue {
namespace {

template <typename Options>
std::vector<OptionDescription> descriptions(const OptionTable<Options>& table) {
  std::vector<OptionDescription> all;
  std::transform(table.begin(), table.end(), std::back_inserter(all),
                 [](const OptionEntry<Options>& entry) { return entry.description; });
  return all;
}

template <typename Options>
const OptionEntry<Options>& entry_of(const Options& options, const OptionDescription& option) {
  const OptionTable<Options>& table = option_table(options);
  const auto found =
      std::find_if(table.begin(), table.end(), [&](const OptionEntry<Options>& entry) {
        return std::string_view(entry.description.flag) == option.flag;
      });
  assert(found != table.end());
  return *found;
}

/// 1 where the recipe has no such option.
std::uint32_t value_like(const RecipeOptions& options, const char* flag) {
  const OptionDescription* const option = find_option_like(recipe_of(options), flag);
  return option == nullptr ? 1 : static_cast<std::uint32_t>(get_option(options, *option));
}

}  // namespace

Recipe recipe_of(const RecipeOptions& options) noexcept {
  return std::holds_alternative<Song2vecOptions>(options) ? Recipe::seed : Recipe::playlist;
}

RecipeOptions usual_options(Recipe recipe) {
  if (recipe == Recipe::seed) return Song2vecOptions();
  return playlist_recipe();
}

std::span<const OptionDescription> options_of(Recipe recipe) {
  static const std::vector<OptionDescription> playlist =
      descriptions(option_table(SkipGramOptions()));
  static const std::vector<OptionDescription> seed = descriptions(option_table(Song2vecOptions()));
  return recipe == Recipe::seed ? seed : playlist;
}

const OptionDescription* find_option(Recipe recipe, std::string_view name) {
  for (const OptionDescription& option : options_of(recipe)) {
    if (option.name() == name) return &option;
  }
  return nullptr;
}

const OptionDescription* find_option_like(Recipe recipe, std::string_view flag) {
  for (const OptionDescription& option : options_of(recipe)) {
    const char* const like = recipe == Recipe::playlist ? option.flag : option.like;
    if (like != nullptr && flag == like) return &option;
  }
  return nullptr;
}

double get_option(const RecipeOptions& options, const OptionDescription& option) {
  return std::visit([&](const auto& own) { return entry_of(own, option).value(own); }, options);
}

void set_option(RecipeOptions& options, const OptionDescription& option, double value) {
  std::visit([&](auto& own) { entry_of(own, option).set(own, value); }, options);
}

void validate(const RecipeOptions& options) {
  std::visit([](const auto& own) { own.validate(); }, options);
}

std::uint32_t dim_of(const RecipeOptions& options) {
  return value_like(options, "dim");
}

std::uint32_t threads_of(const RecipeOptions& options) {
  return value_like(options, "threads");
}

}  // namespace segue
