#include "corpus.h"

#include <emscripten/bind.h>

#include <cstddef>
#include <memory>
#include <utility>

#include "segue/corpus/rare_tracks.h"
#include "segue/evaluate/validation.h"

namespace segue::wasm {

val Corpus::without_rare_tracks(double min_count) const {
  return attempt([&] {
    return std::make_shared<Corpus>(Corpus{
        segue::without_rare_tracks(value, whole_number<std::uint64_t>(min_count)), num_rows});
  });
}

val Corpus::hold_out(double most, double min_count) const {
  return attempt([&] {
    ValidationOptions options;
    options.most = whole_number<std::size_t>(most);
    options.min_count = whole_number<std::uint64_t>(min_count);
    auto parts = hold_out_for_validation(value, options);
    if (!parts) return val::null();
    val result = val::object();
    result.set("corpus", std::make_shared<Corpus>(Corpus{std::move(parts->training), num_rows}));
    result.set("queries", std::make_shared<Queries>(Queries{std::move(parts->queries)}));
    return result;
  });
}

EMSCRIPTEN_BINDINGS(corpus) {
  using emscripten::class_;
  class_<Corpus>("Corpus")
      .smart_ptr<std::shared_ptr<Corpus>>("Corpus")
      .function("tracks", &Corpus::tracks)
      .function("withoutRareTracks", &Corpus::without_rare_tracks)
      .function("holdOut", &Corpus::hold_out);
  class_<Queries>("Queries").smart_ptr<std::shared_ptr<Queries>>("Queries").function(
      "size", &Queries::size);
}

}  // namespace segue::wasm
