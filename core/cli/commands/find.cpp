#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "commands/commands.h"
#include "output/json_output.h"
#include "output/terminal.h"
#include "runs/model_source.h"
#include "segue/query/track_search.h"
#include "segue/unicode/text.h"

namespace segue::cli {
namespace {

struct FindOptions {
  std::string model;
  std::string text;
  std::size_t limit = 10;
  bool json = false;
};

void find(const FindOptions& options) {
  const Model model = load_model(options.model);
  const Vocabulary& vocabulary = model.vocabulary;
  const std::string text = repair_utf8(options.text);
  const std::vector<TrackId> ids = TrackSearch(vocabulary).find(text, options.limit);
  if (ids.empty()) std::cerr << "no track is called anything like that\n";
  boost::json::array found;
  for (const TrackId id : ids) {
    if (options.json) {
      boost::json::object track = track_json(vocabulary, id);
      track["count"] = vocabulary.count(id);
      found.push_back(std::move(track));
    } else {
      std::cout << "- '" << printable(vocabulary.key(id)) << "' (pos. " << id + 1 << ", "
                << several(vocabulary.count(id), "time") << ")\n";
    }
  }
  if (options.json) {
    print_json(boost::json::object{{"query", text}, {"neighbours", std::move(found)}});
  }
}

}  // namespace

void add_find(CLI::App& app) {
  const auto options = std::make_shared<FindOptions>();
  CLI::App* command = app.add_subcommand("find", "The tracks whose names are closest to a text");
  add_model(*command, options->model);
  command->add_option("TEXT", options->text, "Words of artist and title, whole or begun")
      ->required();
  command->add_option("-n", options->limit, "How many")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  command->add_flag("--json", options->json, "Print one JSON document");
  command->callback([options] { find(*options); });
}

}  // namespace segue::cli
