#include "recipes.h"

#include <emscripten/bind.h>

#include <cstdint>

namespace segue::wasm {
namespace {

val option_val(const RecipeOptions& usual, const OptionDescription& option) {
  val result = val::object();
  result.set("name", option.name());
  result.set("flag", std::string(option.flag));
  result.set("least", option.least);
  result.set("most", option.most);
  result.set("isWhole", option.is_whole);
  result.set("isAbove", option.is_above);
  result.set("usual", get_option(usual, option));
  if (option.word) {
    val word = val::object();
    word.set("text", std::string(option.word->text));
    word.set("value", option.word->value);
    result.set("word", word);
  }
  if (option.goes_with_word_of != nullptr) {
    const OptionDescription* const other =
        find_option_like(recipe_of(usual), option.goes_with_word_of);
    result.set("goesWithWordOf", other->name());
  }
  return result;
}

/// [{ recipe, options }, ...]: what each recipe has for options, in the order of forms.
val recipes() {
  val result = val::array();
  for (const Recipe recipe : kAllRecipes) {
    const RecipeOptions usual = usual_options(recipe);
    val options = val::array();
    for (const OptionDescription& option : options_of(recipe))
      options.call<void>("push", option_val(usual, option));
    val entry = val::object();
    entry.set("recipe", std::string(to_string(recipe)));
    entry.set("options", options);
    result.call<void>("push", entry);
  }
  return result;
}

}  // namespace

Recipe require_recipe(const std::string& name) {
  if (const auto recipe = find_recipe(name)) return *recipe;
  throw Error(ErrorCode::bad_option, "there is no recipe of this name");
}

bool keeps_playlists(Recipe recipe) {
  return recipe == Recipe::playlist;
}

RecipeOptions recipe_options(const val& options) {
  const Recipe recipe = require_recipe(options["recipe"].as<std::string>());
  RecipeOptions result = usual_options(recipe);
  for (const OptionDescription& option : options_of(recipe))
    set_option(result, option, real_option(options["options"], option.name().c_str()));
  return result;
}

EMSCRIPTEN_BINDINGS(recipes) {
  emscripten::function("recipes", &recipes);
}

}  // namespace segue::wasm
