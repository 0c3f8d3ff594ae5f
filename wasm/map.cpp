// Maps on their way: of a model, and of what a training has learnt so far.

#include <emscripten/bind.h>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "model.h"
#include "segue/map/map_layout.h"
#include "segue/query/similarity.h"
#include "training.h"

namespace segue::wasm {
namespace {

/// A map on its way into its model, which it keeps alive.
class MapLayout {
 public:
  MapLayout(std::shared_ptr<Model> model, const MapOptions& options)
      : model_(std::move(model)), layout_(model_->layout(options)) {}

  val advance(double amount) {
    return attempt([&] { return val(layout_.advance(whole_number<std::uint64_t>(amount))); });
  }

  double progress() const { return layout_.share(); }

  val finish() {
    return attempt([&] {
      model_->set_map(layout_.positions());
      return model_->map();
    });
  }

 private:
  std::shared_ptr<Model> model_;
  segue::MapLayout layout_;
};

/// The map of a copy of what a trainer has learnt, some epochs on from a former one.
class Sketch {
 public:
  Sketch(segue::Model model, const MapOptions& options, const std::vector<float>& start)
      : model_(std::move(model)),
        similarity_(model_),
        layout_(model_, similarity_, options, start) {}

  Sketch(const Sketch&) = delete;  // its members refer to one another
  Sketch& operator=(const Sketch&) = delete;

  val advance(double amount) {
    return attempt([&] { return val(layout_.advance(whole_number<std::uint64_t>(amount))); });
  }
  val positions() const {
    return attempt([&] { return numbers_val("Float32Array", layout_.positions()); });
  }
  /// Of the most frequent tracks.
  val titles(double count) const {
    val titles = val::array();
    for (TrackId id = 0; id < model_.vocabulary.size() && id < count; ++id)
      titles.call<void>("push", std::string(model_.vocabulary.track(id).title));
    return titles;
  }

 private:
  segue::Model model_;
  Similarity similarity_;
  segue::MapLayout layout_;
};

val create_map_layout(const std::shared_ptr<Model>& model, double seed) {
  return attempt([&] {
    if (!is_whole<std::uint64_t>(seed))
      throw Error(ErrorCode::bad_option, "seed must be a whole number");
    MapOptions options;
    options.seed = static_cast<std::uint64_t>(seed);
    return std::make_shared<MapLayout>(model, options);
  });
}

/// `start` is what a former sketch came to, or null. With few epochs no map is done, but one on its
/// way moves on.
val sketch_map(const Trainer& trainer, const val& start, const val& options) {
  return attempt([&] {
    MapOptions map;
    map.epochs = whole_option<std::uint32_t>(options, "epochs");
    map.threads = whole_option<std::uint32_t>(options, "threads");
    std::vector<float> places;
    if (!start.isNull()) places = emscripten::convertJSArrayToNumberVector<float>(start);
    return std::make_shared<Sketch>(trainer.model(), map, places);
  });
}

}  // namespace

EMSCRIPTEN_BINDINGS(map) {
  using emscripten::class_;
  using emscripten::function;

  class_<Sketch>("Sketch")
      .smart_ptr<std::shared_ptr<Sketch>>("Sketch")
      .function("advance", &Sketch::advance)
      .function("positions", &Sketch::positions)
      .function("titles", &Sketch::titles);
  class_<MapLayout>("MapLayout")
      .smart_ptr<std::shared_ptr<MapLayout>>("MapLayout")
      .function("advance", &MapLayout::advance)
      .function("progress", &MapLayout::progress)
      .function("finish", &MapLayout::finish);
  function("createMapLayout", &create_map_layout);
  function("sketchMap", &sketch_map);
}

}  // namespace segue::wasm
