#include "training.h"

#include <emscripten/bind.h>

#include <cstdint>
#include <memory>

#include "corpus.h"
#include "model.h"
#include "recipes.h"

namespace segue::wasm {
namespace {

val to_val(const Progress& progress) {
  val result = val::object();
  result.set("epoch", progress.epoch);
  result.set("epochs", progress.epochs);
  result.set("isOpen", progress.is_open);
  result.set("share", progress.share);
  result.set("tokensDone", static_cast<double>(progress.tokens_done));
  result.set("pairsDone", static_cast<double>(progress.pairs_done));
  result.set("epochLosses", array_of(progress.epoch_losses, [](double loss) { return val(loss); }));
  result.set("runningLoss", progress.running_loss);
  result.set("heldOutHits",
             array_of(progress.looks, [](const Look& look) { return hits_val(look.hits); }));
  result.set("finished", progress.finished);
  return result;
}

val create_trainer(const Corpus& corpus, const val& options) {
  return attempt([&] {
    const RecipeOptions training = recipe_options(options);
    const WatchOptions watch{.watch = Watch::all,
                             .keeps_memory = keeps_playlists(recipe_of(training))};
    return std::make_shared<Trainer>(WatchedTraining(corpus.value, training, watch));
  });
}

}  // namespace

val Trainer::advance(double amount) {
  return attempt([&] { return to_val(training_.advance(whole_number<std::uint64_t>(amount))); });
}

val Trainer::progress() const {
  return to_val(training_.progress());
}

val Trainer::finish() {
  return attempt([&] { return std::make_shared<Model>(std::move(training_).finish()); });
}

EMSCRIPTEN_BINDINGS(training) {
  emscripten::class_<Trainer>("Trainer")
      .smart_ptr<std::shared_ptr<Trainer>>("Trainer")
      .function("advance", &Trainer::advance)
      .function("progress", &Trainer::progress)
      .function("hidden", &Trainer::hidden)
      .function("popularHits", &Trainer::popular_hits)
      .function("finish", &Trainer::finish);
  emscripten::function("createTrainer", &create_trainer);
}

}  // namespace segue::wasm
