#include "training.h"

#include <emscripten/bind.h>

#include <cstdint>
#include <memory>

#include "corpus.h"
#include "model.h"

namespace segue::wasm {
namespace {

val to_val(const Progress& progress) {
  val result = val::object();
  result.set("epoch", progress.epoch);
  result.set("epochs", progress.epochs);
  result.set("share", progress.share);
  result.set("tokensDone", static_cast<double>(progress.tokens_done));
  result.set("pairsDone", static_cast<double>(progress.pairs_done));
  result.set("epochLosses", array_of(progress.epoch_losses, [](double loss) { return val(loss); }));
  result.set("runningLoss", progress.running_loss);
  result.set("finished", progress.finished);
  return result;
}

SeedOptions seed_options(const val& options, std::uint64_t num_rows) {
  SeedOptions seed;
  seed.num_rows = num_rows;
  seed.window_size = whole_option<std::uint32_t>(options, "windowSize");
  seed.embedding_dim = whole_option<std::uint32_t>(options, "embeddingDim");
  seed.epochs = whole_option<std::uint32_t>(options, "epochs");
  seed.learning_rate = real_option(options, "learningRate");
  seed.random_seed = whole_option<std::uint64_t>(options, "randomSeed");
  return seed;
}

SkipGramOptions skip_gram_options(const val& options) {
  SkipGramOptions skip_gram;
  skip_gram.dim = whole_option<std::uint32_t>(options, "dim");
  skip_gram.window = whole_option<std::uint32_t>(options, "window");
  skip_gram.group = whole_option<std::uint32_t>(options, "group");
  skip_gram.negative = whole_option<std::uint32_t>(options, "negative");
  skip_gram.ns_exponent = real_option(options, "nsExponent");
  skip_gram.sample = real_option(options, "sample");
  skip_gram.epochs = whole_option<std::uint32_t>(options, "epochs");
  skip_gram.lr = real_option(options, "lr");
  skip_gram.min_count = whole_option<std::uint64_t>(options, "minCount");
  skip_gram.threads = whole_option<std::uint32_t>(options, "threads");
  skip_gram.seed = whole_option<std::uint64_t>(options, "seed");
  return skip_gram;
}

segue::Model finished(SeedTrainer& trainer) {
  return trainer.model();
}

segue::Model finished(SkipGramTrainer& trainer) {
  return std::move(trainer).take_model();
}

val create_trainer(const Corpus& corpus, const val& options) {
  return attempt([&] {
    if (options["recipe"].as<std::string>() == "seed") {
      return std::make_shared<Trainer>(
          SeedTrainer(corpus.value, seed_options(options, corpus.num_rows)));
    }
    return std::make_shared<Trainer>(SkipGramTrainer(corpus.value, skip_gram_options(options)));
  });
}

}  // namespace

val Trainer::advance(double amount) {
  return attempt([&] {
    return std::visit(
        [&](auto& trainer) { return to_val(trainer.advance(whole_number<std::uint64_t>(amount))); },
        recipe_);
  });
}

val Trainer::progress() const {
  return std::visit([](const auto& trainer) { return to_val(trainer.progress()); }, recipe_);
}

segue::Model Trainer::model() const {
  return std::visit([](const auto& trainer) { return trainer.model(); }, recipe_);
}

val Trainer::finish() {
  return attempt([&] {
    return std::visit([](auto& trainer) { return std::make_shared<Model>(finished(trainer)); },
                      recipe_);
  });
}

EMSCRIPTEN_BINDINGS(training) {
  emscripten::class_<Trainer>("Trainer")
      .smart_ptr<std::shared_ptr<Trainer>>("Trainer")
      .function("advance", &Trainer::advance)
      .function("progress", &Trainer::progress)
      .function("finish", &Trainer::finish);
  emscripten::function("createTrainer", &create_trainer);
}

}  // namespace segue::wasm
