#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "commands/commands.h"
#include "output/json_output.h"
#include "output/terminal.h"
#include "runs/model_source.h"
#include "segue/query/similarity.h"
#include "segue/util/error.h"

namespace segue::cli {
namespace {

struct OddOneOutOptions {
  std::string model;
  std::vector<std::string> tracks;
  bool json = false;
};

void find_odd_one_out(const OddOneOutOptions& options) {
  const Model model = load_model(options.model);
  const std::vector<TrackId> tracks = require_tracks(model, options.tracks);
  if (tracks.size() < 3)
    throw Error(ErrorCode::bad_option, "one is odd only among three different tracks or more");
  const TrackId odd = Similarity(model).odd_one_out(tracks);
  if (options.json) {
    boost::json::object document = track_json(model.vocabulary, odd);
    document["query"] = keys_json(model.vocabulary, tracks);
    print_json(document);
  } else {
    std::cout << "- '" << printable(model.vocabulary.key(odd)) << "' (pos. " << odd + 1 << ")\n";
  }
}

}  // namespace

void add_odd_one_out(CLI::App& app) {
  const auto options = std::make_shared<OddOneOutOptions>();
  CLI::App* command =
      app.add_subcommand("odd-one-out", "The one of several tracks that is least like the others");
  add_model(*command, options->model);
  command->add_option("TRACK", options->tracks, "\"artist - title\", in any case; three or more")
      ->required();
  command->add_flag("--json", options->json, "Print one JSON document");
  command->callback([options] { find_odd_one_out(*options); });
}

}  // namespace segue::cli
