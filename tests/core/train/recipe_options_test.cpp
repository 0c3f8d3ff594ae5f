#include "segue/train/recipe_options.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <set>
#include <string>

#include "segue/train/corpus_plan.h"
#include "segue/util/error.h"
#include "support/playlists.h"

using namespace segue;
using namespace segue::test;

namespace {

/// Of what is refused.
template <typename Work>
std::string refusal(Work work) {
  try {
    work();
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::bad_option);
    return error.message();
  }
  return {};
}

const OptionDescription& option(Recipe recipe, const std::string& name) {
  const OptionDescription* const found = find_option(recipe, name);
  REQUIRE(found != nullptr);
  return *found;
}

}  // namespace

TEST_CASE("a recipe is known by its name, and by no other", "[recipe]") {
  for (const Recipe recipe : kAllRecipes) {
    CHECK(find_recipe(to_string(recipe)) == recipe);
    CHECK(recipe_of(usual_options(recipe)) == recipe);
  }
  CHECK_FALSE(find_recipe("").has_value());
  CHECK_FALSE(find_recipe("Seed").has_value());
}

TEST_CASE("options describe themselves: names, ranges, usual values within them", "[recipe]") {
  for (const Recipe recipe : kAllRecipes) {
    const RecipeOptions usual = usual_options(recipe);
    CHECK_NOTHROW(validate(usual));
    std::set<std::string> names;
    for (const OptionDescription& one : options_of(recipe)) {
      CAPTURE(one.flag);
      CHECK(names.insert(one.name()).second);
      CHECK(find_option(recipe, one.name()) == &one);
      CHECK(one.admits(get_option(usual, one)));
      CHECK_FALSE(one.admits(one.most * 2 + 1));
      CHECK_FALSE(one.admits(std::nan("")));
      CHECK(one.admits(one.least) != one.is_above);
      CHECK(one.is_whole != one.admits(one.least + 0.5));
      CHECK(one.parse(std::to_string(static_cast<long>(one.least) + 1)) == one.least + 1);
      for (const char* text : {"", " 1", "1 ", "many", "nan", "inf", "1e999"})
        CHECK_FALSE(one.parse(text).has_value());
    }
  }
  CHECK(option(Recipe::playlist, "dim").range() == "a whole number from 1 to 4096");
  CHECK(option(Recipe::playlist, "ns_exponent").range() == "from -10 to 10");
  CHECK(option(Recipe::playlist, "lr").range() == "above 0 and at most 10");
  CHECK(option(Recipe::playlist, "window").range() == "a whole number from 1 to 1000, or playlist");
  CHECK(option(Recipe::seed, "random_seed").range() == "a whole number from 0 to 2^53");
}

TEST_CASE("a word may stand for a number, whose own number is for programs", "[recipe]") {
  const OptionDescription& window = option(Recipe::playlist, "window");
  CHECK(window.parse("playlist") == kWholePlaylist);
  CHECK(window.admits(kWholePlaylist));
  CHECK_FALSE(window.parse("0").has_value());
  // song2vec's own way to say "the whole dataset".
  const OptionDescription& rows = option(Recipe::seed, "num_rows");
  CHECK(rows.parse("-1") == kAllRows);
  CHECK(rows.parse("0") == kAllRows);
  CHECK_FALSE(rows.parse("-2").has_value());
  CHECK(rows.parse("9007199254740992") == 0x1p53);
  CHECK_FALSE(rows.parse("9007199254740993").has_value());
}

TEST_CASE("options are set and asked for by what describes them", "[recipe]") {
  for (const Recipe recipe : kAllRecipes) {
    RecipeOptions options = usual_options(recipe);
    for (const OptionDescription& one : options_of(recipe)) {
      CAPTURE(one.flag);
      const double value = one.is_whole ? one.least + 1 : (one.least + one.most) / 2;
      set_option(options, one, value);
      CHECK(get_option(options, one) == value);
      CHECK(refusal([&] { set_option(options, one, one.most * 2 + 1); }) ==
            one.flag + (" must be " + one.range()));
      CHECK(get_option(options, one) == value);
    }
  }
}

TEST_CASE("what the one recipe calls so, the other one may call otherwise", "[recipe]") {
  const auto like = [](const char* flag) -> std::string {
    const OptionDescription* const found = find_option_like(Recipe::seed, flag);
    return found == nullptr ? "" : found->flag;
  };
  CHECK(like("dim") == "embedding_dim");
  CHECK(like("window") == "window_size");
  CHECK(like("epochs") == "epochs");
  CHECK(like("lr") == "learning_rate");
  CHECK(like("seed") == "random_seed");
  CHECK(like("negative").empty());
  CHECK(find_option_like(Recipe::playlist, "num_rows") == nullptr);
  for (const OptionDescription& one : options_of(Recipe::playlist))
    CHECK(find_option_like(Recipe::playlist, one.flag) == &one);
  for (const OptionDescription& one : options_of(Recipe::seed)) {
    if (one.like != nullptr) CHECK(find_option_like(Recipe::playlist, one.like) != nullptr);
  }
}

TEST_CASE("hyperparameters are all options but threads", "[recipe]") {
  const auto names = [](const std::map<std::string, double>& values) {
    std::set<std::string> result;
    for (const auto& [name, value] : values)
      result.insert(name);
    return result;
  };
  CHECK(names(SkipGramOptions().hyperparameters()) ==
        std::set<std::string>{"dim", "window", "group", "negative", "ns_exponent", "sample",
                              "epochs", "lr", "min_count", "seed"});
  CHECK(names(Song2vecOptions().hyperparameters()) ==
        std::set<std::string>{"num_rows", "window_size", "embedding_dim", "epochs", "learning_rate",
                              "random_seed"});
}

TEST_CASE("each recipe is trained on playlists of its own making", "[recipe]") {
  Song2vecOptions song2vec;
  song2vec.num_rows = 70;
  const CorpusPlan seed = plan_corpus(song2vec);
  CHECK(seed.playlists == PlaylistIdentity::name);
  CHECK(seed.tracks == TrackIdentity::exact);
  CHECK(seed.max_rows == 70);
  CHECK(seed.min_count == 1);
  SkipGramOptions skip_gram = playlist_recipe();
  skip_gram.min_count = 2;
  const CorpusPlan playlist = plan_corpus(skip_gram);
  CHECK(playlist.playlists == PlaylistIdentity::user_and_name);
  CHECK(playlist.tracks == TrackIdentity::folded);
  CHECK(playlist.max_rows == 0);
  CHECK(intake_options(seed).max_rows == 70);
  CHECK(intake_options(playlist).tracks == TrackIdentity::folded);
  CHECK(intake_options(playlist).playlists == PlaylistIdentity::user_and_name);
  CHECK(plan_to_divide(TrackIdentity::exact).min_count == 1);
  const Corpus read = corpus_of({{"a", "b"}, {"a", "c", "b"}});
  CHECK(prepare(read, playlist).vocabulary.size() == 2);
  CHECK(prepare(read, seed).vocabulary.size() == 3);
}
