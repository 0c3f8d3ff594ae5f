#include "segue/train/trainer.h"

#include <utility>

namespace segue {
namespace {

std::variant<SkipGramTrainer, Song2vecTrainer> make(Corpus corpus, const RecipeOptions& options) {
  if (const auto* seed = std::get_if<Song2vecOptions>(&options))
    return Song2vecTrainer(std::move(corpus), *seed);
  return SkipGramTrainer(std::move(corpus), std::get<SkipGramOptions>(options));
}

Model take_model(SkipGramTrainer&& trainer) {
  return std::move(trainer).take_model();
}

Model take_model(Song2vecTrainer&& trainer) {
  return trainer.model();
}

}  // namespace

Trainer::Trainer(Corpus corpus, const RecipeOptions& options)
    : trainer_(make(std::move(corpus), options)) {}

Trainer::Trainer(Corpus corpus, const RecipeOptions& options, std::string_view checkpoint,
                 const std::string& file)
    : trainer_(SkipGramTrainer(std::move(corpus), std::get<SkipGramOptions>(options), checkpoint,
                               file)) {}

const Progress& Trainer::advance(std::uint64_t amount) {
  return std::visit([&](auto& own) -> const Progress& { return own.advance(amount); }, trainer_);
}

const Progress& Trainer::progress() const {
  return std::visit([](const auto& own) -> const Progress& { return own.progress(); }, trainer_);
}

void Trainer::wind_down() {
  std::get<SkipGramTrainer>(trainer_).wind_down();
}

void Trainer::note(const Look& look) {
  std::get<SkipGramTrainer>(trainer_).note(look);
}

TableView Trainer::input() const {
  return std::get<SkipGramTrainer>(trainer_).input();
}

TableView Trainer::output() const {
  return std::get<SkipGramTrainer>(trainer_).output();
}

Model Trainer::model() const {
  return std::visit([](const auto& own) { return own.model(); }, trainer_);
}

Model Trainer::finish() && {
  return std::visit([](auto&& own) { return take_model(std::move(own)); }, std::move(trainer_));
}

void Trainer::checkpoint(const std::function<void(std::string_view)>& sink) const {
  std::get<SkipGramTrainer>(trainer_).checkpoint(sink);
}

}  // namespace segue
