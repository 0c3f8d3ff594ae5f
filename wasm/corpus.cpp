#include "corpus.h"

#include <emscripten/bind.h>

#include <cstdint>
#include <memory>
#include <utility>

#include "recipes.h"
#include "segue/evaluate/validation.h"
#include "segue/map/sketch_cost.h"
#include "segue/train/corpus_plan.h"
#include "segue/train/training_memory.h"

namespace segue::wasm {

val Corpus::prepared(const val& options) const {
  return attempt([&] {
    return std::make_shared<Corpus>(Corpus{prepare(value, plan_corpus(recipe_options(options)))});
  });
}

val Corpus::cost(const val& options, double bytes) const {
  return attempt([&] {
    const RecipeOptions training = recipe_options(options);
    const Recipe recipe = recipe_of(training);
    const std::size_t tracks = value.vocabulary.size();
    const std::uint32_t dim = dim_of(training);
    val result = val::object();
    result.set("bytes", static_cast<double>(training_bytes(recipe, tracks, dim)));
    result.set("watchedBytes", static_cast<double>(watched_training_bytes(recipe, tracks, dim)));
    result.set("hidesTracks", traits_of(recipe).hides_tracks);
    result.set("largestDim", largest_dim(recipe, tracks, dim, whole_number<std::uint64_t>(bytes)));
    result.set("sketchMilliseconds",
               is_sketched(tracks, dim) ? val(sketch_milliseconds(tracks, dim)) : val::null());
    return result;
  });
}

val Corpus::hold_out(const val& options) const {
  return attempt([&] {
    const RecipeOptions training = recipe_options(options);
    const std::size_t tracks = value.vocabulary.size();
    const std::uint32_t dim = dim_of(training);
    ValidationOptions validation = affordable_validation(tracks, dim);
    validation.min_count = plan_corpus(training).min_count;
    auto parts = hold_out_for_validation(value, validation);
    if (!parts) return val::null();
    val result = val::object();
    result.set("milliseconds", validation_milliseconds(parts->queries.size(), tracks, dim));
    result.set("corpus", std::make_shared<Corpus>(Corpus{std::move(parts->training)}));
    result.set("queries",
               std::make_shared<HeldOutQueries>(HeldOutQueries{std::move(parts->queries)}));
    return result;
  });
}

EMSCRIPTEN_BINDINGS(corpus) {
  using emscripten::class_;
  class_<Corpus>("Corpus")
      .smart_ptr<std::shared_ptr<Corpus>>("Corpus")
      .function("tracks", &Corpus::tracks)
      .function("prepared", &Corpus::prepared)
      .function("cost", &Corpus::cost)
      .function("holdOut", &Corpus::hold_out);
  class_<HeldOutQueries>("HeldOutQueries")
      .smart_ptr<std::shared_ptr<HeldOutQueries>>("HeldOutQueries")
      .function("size", &HeldOutQueries::size);
}

}  // namespace segue::wasm
