#include "training/training_options.h"

#include <algorithm>
#include <thread>
#include <vector>

#include "output/json_output.h"
#include "segue/util/error.h"

namespace segue::cli {
namespace {

constexpr const char* kThreads = "threads";

std::string usual_text(const RecipeOptions& usual, const OptionDescription& option) {
  if (option.flag == std::string_view(kThreads)) return std::to_string(usual_threads());
  return value_text(option, get_option(usual, option));
}

std::string recipe_names() {
  std::string names;
  for (const Recipe recipe : kAllRecipes)
    names += std::string(names.empty() ? "" : " or ") + to_string(recipe);
  return names;
}

Recipe require_recipe(const std::string& name) {
  if (const auto recipe = find_recipe(name)) return *recipe;
  throw Error(ErrorCode::bad_option, "recipe must be " + recipe_names());
}

TrackIdentity require_identity(const std::string& name) {
  for (const TrackIdentity identity : {TrackIdentity::exact, TrackIdentity::folded}) {
    if (name == to_string(identity)) return identity;
  }
  throw Error(ErrorCode::bad_option, "names must be exact or folded");
}

[[noreturn]] void refuse(const std::string& flag, Recipe recipe) {
  throw Error(ErrorCode::bad_option,
              "--" + flag + " does not apply to the recipe " + to_string(recipe));
}

/// Options that go with another one's word and were not given: as small as can be without it.
void lower_what_goes_with(const TypedOptions& typed, RecipeOptions& options) {
  for (const OptionDescription& option : options_of(recipe_of(options))) {
    if (option.goes_with_word_of == nullptr || typed.count(option.flag) != 0) continue;
    const OptionDescription& other =
        *find_option_like(recipe_of(options), option.goes_with_word_of);
    if (get_option(options, other) != other.word->value) set_option(options, option, option.least);
  }
}

}  // namespace

std::uint64_t TrainingOptions::seed() const {
  const OptionDescription& option = *find_option_like(recipe_of(recipe_options), "seed");
  return static_cast<std::uint64_t>(get_option(recipe_options, option));
}

void TrainingOptions::set_seed(std::uint64_t seed) {
  const OptionDescription& option = *find_option_like(recipe_of(recipe_options), "seed");
  set_option(recipe_options, option, static_cast<double>(seed));
}

unsigned usual_threads() {
  return std::max(1u, std::thread::hardware_concurrency());
}

void set_typed(RecipeOptions& options, const OptionDescription& option, const std::string& flag,
               const std::string& text) {
  if (const auto value = option.parse(text)) return set_option(options, option, *value);
  const bool is_other = flag != option.flag;
  throw Error(
      ErrorCode::bad_option,
      "--" + flag + " must be " + option.range() +
          (is_other ? std::string(" under the recipe ") + to_string(recipe_of(options)) : ""));
}

std::string value_text(const OptionDescription& option, double value) {
  if (option.word && value == option.word->value) return option.word->text;
  return number_text(value);
}

std::string hyperparameter_text(Recipe recipe, const std::string& name, double value) {
  const OptionDescription* const option = find_option(recipe, name);
  return option == nullptr ? number_text(value) : value_text(*option, value);
}

void add_option(CLI::App& command, const OptionDescription& option, const std::string& usual,
                TypedOptions& typed) {
  std::string name = std::string("--") + option.flag;
  std::string help = option.help;
  if (option.short_flag != nullptr) {
    const std::string short_flag = std::string("-") + option.short_flag;
    // The parser would take several letters for several options: main() makes the long form of
    // them.
    if (short_flag.size() == 2) name = short_flag + "," + name;
    if (short_flag.size() > 2) help += " (" + short_flag + ")";
  }
  std::string type = option.is_whole ? "UINT" : "FLOAT";
  if (option.word) type += std::string("|") + option.word->text;
  command
      .add_option_function<std::string>(
          name, [&typed, flag = option.flag](const std::string& text) { typed[flag] = text; }, help)
      ->type_name(type)
      ->default_str(usual);
}

void add_training_options(CLI::App& command, TypedTraining& typed) {
  std::vector<std::string> recipes;
  for (const Recipe recipe : kAllRecipes)
    recipes.emplace_back(to_string(recipe));
  command
      .add_option("--recipe", typed.recipe,
                  "playlist, or seed: song2vec's own, with the defaults of `run`")
      ->check(CLI::IsMember(recipes))
      ->capture_default_str();
  command
      .add_option("--names", typed.names,
                  "What makes two spellings one track: exact, as they are but for case; or\n"
                  "folded, without guests (feat.), editions (Remastered 2009), kinds of quotes")
      ->check(CLI::IsMember({to_string(TrackIdentity::exact), to_string(TrackIdentity::folded)}))
      ->default_str(to_string(traits_of(Recipe::playlist).tracks));
  const RecipeOptions usual = usual_options(Recipe::playlist);
  for (const OptionDescription& option : options_of(Recipe::playlist))
    add_option(command, option, usual_text(usual, option), typed.options);
}

TrainingOptions settle(const TypedTraining& typed, unsigned threads) {
  const Recipe recipe = require_recipe(typed.recipe);
  TrainingOptions result;
  RecipeOptions& options = result.recipe_options;
  options = usual_options(recipe);
  // Those who want only the first rows say so to `segue run`.
  if (auto* seed = std::get_if<Song2vecOptions>(&options)) seed->num_rows = kAllRows;
  if (const auto* option = find_option_like(recipe, kThreads))
    set_option(options, *option, threads);
  for (const auto& [flag, text] : typed.options) {
    const OptionDescription* const option = find_option_like(recipe, flag);
    if (option == nullptr) refuse(flag, recipe);
    set_typed(options, *option, flag, text);
  }
  lower_what_goes_with(typed.options, options);
  validate(options);
  result.plan = plan_corpus(options);
  if (typed.names) {
    if (recipe == Recipe::seed) refuse("names", recipe);
    result.plan.tracks = require_identity(*typed.names);
  }
  return result;
}

}  // namespace segue::cli
