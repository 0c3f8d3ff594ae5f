// Held-out tracks on their way through a model.

#include "segue/evaluate/validation.h"

#include <emscripten/bind.h>

#include <cstddef>
#include <memory>
#include <utility>

#include "corpus.h"
#include "model.h"
#include "training.h"

namespace segue::wasm {
namespace {

/// HeldOutQueries on their way through a model; keeps both alive.
class Validation {
 public:
  Validation(std::shared_ptr<const segue::Model> model, std::shared_ptr<HeldOutQueries> queries,
             unsigned threads)
      : model_(std::move(model)),
        queries_(std::move(queries)),
        validation_(*model_, queries_->value, threads) {}

  /// About so many more. Whether that was all.
  val ask(double count) {
    return attempt([&] {
      validation_.ask(whole_number<std::size_t>(count));
      return val(validation_.is_over());
    });
  }
  double hits() const { return static_cast<double>(validation_.hits()); }

 private:
  std::shared_ptr<const segue::Model> model_;
  std::shared_ptr<HeldOutQueries> queries_;
  segue::Validation validation_;
};

/// Of what a trainer has learnt so far; it may go on meanwhile.
val validate_trainer(const Trainer& trainer, const std::shared_ptr<HeldOutQueries>& queries,
                     double threads) {
  return attempt([&] {
    return std::make_shared<Validation>(std::make_shared<const segue::Model>(trainer.model()),
                                        queries, whole_number<unsigned>(threads));
  });
}

val validate_model(const std::shared_ptr<Model>& model,
                   const std::shared_ptr<HeldOutQueries>& queries, double threads) {
  return attempt([&] {
    return std::make_shared<Validation>(std::shared_ptr<const segue::Model>(model, &model->value()),
                                        queries, whole_number<unsigned>(threads));
  });
}

}  // namespace

EMSCRIPTEN_BINDINGS(validation) {
  emscripten::class_<Validation>("Validation")
      .smart_ptr<std::shared_ptr<Validation>>("Validation")
      .function("ask", &Validation::ask)
      .function("hits", &Validation::hits);
  emscripten::function("validateTrainer", &validate_trainer);
  emscripten::function("validateModel", &validate_model);
}

}  // namespace segue::wasm
