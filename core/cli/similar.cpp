#include <cmath>
#include <cstdio>
#include <iostream>
#include <memory>
#include <string>
#include <utility>

#include "commands.h"
#include "json_output.h"
#include "model_source.h"
#include "segue/neighbours.h"
#include "terminal.h"

namespace segue::cli {
namespace {

struct SimilarOptions {
  std::string model;
  std::string track;
  std::size_t limit = 10;
  bool json = false;
};

/// song2vec's line: - (sim. 0.562): 'the martini's - free' (pos. 4600)
void print_line(const Vocabulary& vocabulary, const Neighbour& neighbour) {
  char similarity[16];
  std::snprintf(similarity, sizeof similarity, "%.3f", static_cast<double>(neighbour.similarity));
  std::cout << "- (sim. " << similarity << "): '" << printable(vocabulary.key(neighbour.id))
            << "' (pos. " << neighbour.id + 1 << ")\n";
}

boost::json::object neighbour_json(const Vocabulary& vocabulary, const Neighbour& neighbour) {
  boost::json::object object = track_json(vocabulary, neighbour.id);
  object["similarity"] = std::round(static_cast<double>(neighbour.similarity) * 1e6) / 1e6;
  return object;
}

void similar(const SimilarOptions& options) {
  Model model = load_model(options.model);
  const TrackId query = require_track(model, options.track);
  const Neighbours neighbours_of(std::move(model.input));
  boost::json::array neighbours;
  for (const Neighbour& neighbour : neighbours_of.similar(query, options.limit)) {
    if (options.json) {
      neighbours.push_back(neighbour_json(model.vocabulary, neighbour));
    } else {
      print_line(model.vocabulary, neighbour);
    }
  }
  if (options.json) {
    print_json(boost::json::object{{"query", model.vocabulary.key(query)},
                                   {"neighbours", std::move(neighbours)}});
  }
}

}  // namespace

void add_similar(CLI::App& app) {
  const auto options = std::make_shared<SimilarOptions>();
  CLI::App* command = app.add_subcommand("similar", "The tracks most like one track");
  add_model(*command, options->model);
  command->add_option("TRACK", options->track, "\"artist - title\", in any case")->required();
  command->add_option("-n", options->limit, "How many")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  command->add_flag("--json", options->json, "Print one JSON document");
  command->callback([options] { similar(*options); });
}

}  // namespace segue::cli
