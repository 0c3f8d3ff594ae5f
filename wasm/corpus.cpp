#include "corpus.h"

#include <emscripten/bind.h>

#include <cstdint>
#include <memory>

#include "recipes.h"
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
    result.set("hidesTracks", traits_of(recipe).hides_tracks);
    result.set("largestDim", largest_dim(recipe, tracks, dim, whole_number<std::uint64_t>(bytes)));
    result.set("sketchMilliseconds",
               is_sketched(tracks, dim) ? val(sketch_milliseconds(tracks, dim)) : val::null());
    return result;
  });
}

EMSCRIPTEN_BINDINGS(corpus) {
  emscripten::class_<Corpus>("Corpus")
      .smart_ptr<std::shared_ptr<Corpus>>("Corpus")
      .function("tracks", &Corpus::tracks)
      .function("prepared", &Corpus::prepared)
      .function("cost", &Corpus::cost);
}

}  // namespace segue::wasm
