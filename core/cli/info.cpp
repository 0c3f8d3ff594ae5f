#include <algorithm>
#include <cstdio>
#include <iostream>
#include <memory>
#include <string>

#include "commands.h"
#include "json_output.h"
#include "model_source.h"
#include "segue/skip_gram_options.h"
#include "terminal.h"

namespace segue::cli {
namespace {

constexpr TrackId kMostFrequent = 5;

struct InfoOptions {
  std::string model;
  bool json = false;
};

void print_info_json(const Model& model) {
  print_json(boost::json::object{
      {"recipe", model.recipe},
      {"tracks", model.vocabulary.size()},
      {"embedding_dim", model.input.dim},
      {"hyperparameters", hyperparameters_json(model)},
      {"epoch_losses", boost::json::array(model.epoch_losses.begin(), model.epoch_losses.end())}});
}

void print_info(const Model& model) {
  std::cout << "recipe           " << printable(model.recipe) << "\ntracks           "
            << grouped(model.vocabulary.size()) << "\nnumbers a track  " << model.input.dim << '\n';
  if (!model.epoch_losses.empty()) {
    char losses[64];
    std::snprintf(losses, sizeof losses, "%.4f to %.4f over %zu epochs", model.epoch_losses.front(),
                  model.epoch_losses.back(), model.epoch_losses.size());
    std::cout << "loss             " << losses << '\n';
  }
  std::cout << "hyperparameters\n";
  for (const auto& [name, value] : model.hyperparameters) {
    std::cout << "  " << printable(name) << " = ";
    if (model.recipe == "playlist" && name == "window" && value == kWholePlaylist) {
      std::cout << "playlist\n";
    } else {
      std::cout << json_number(value) << '\n';
    }
  }
  std::cout << "most frequent\n";
  const auto shown = std::min<std::size_t>(kMostFrequent, model.vocabulary.size());
  for (TrackId id = 0; id < shown; ++id) {
    std::cout << "  '" << printable(model.vocabulary.key(id)) << "' ("
              << grouped(model.vocabulary.count(id)) << " times)\n";
  }
}

}  // namespace

void add_info(CLI::App& app) {
  const auto options = std::make_shared<InfoOptions>();
  CLI::App* command = app.add_subcommand("info", "What a model is and how it was trained");
  add_model(*command, options->model);
  command->add_flag("--json", options->json, "Print one JSON document");
  command->callback([options] {
    const Model model = load_model(options->model);
    if (options->json) {
      print_info_json(model);
    } else {
      print_info(model);
    }
  });
}

}  // namespace segue::cli
