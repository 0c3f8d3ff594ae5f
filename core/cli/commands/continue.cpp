#include <cmath>
#include <cstdio>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "commands/commands.h"
#include "output/json_output.h"
#include "output/terminal.h"
#include "runs/model_source.h"
#include "segue/query/continuation.h"

namespace segue::cli {
namespace {

struct ContinueOptions {
  std::string model;
  std::vector<std::string> tracks;
  std::vector<std::string> unlike;
  double popularity = 0;
  std::size_t most_per_artist = 0;
  bool other_artists = false;
  std::size_t limit = 10;
  bool json = false;
};

/// - (score 2.317): 'the martini's - free' (pos. 4600)
void print_line(const Vocabulary& vocabulary, const Suggestion& suggestion) {
  char score[32];
  std::snprintf(score, sizeof score, "%.3f", static_cast<double>(suggestion.score));
  std::cout << "- (score " << score << "): '" << printable(vocabulary.key(suggestion.id))
            << "' (pos. " << suggestion.id + 1 << ")\n";
}

boost::json::object suggestion_json(const Vocabulary& vocabulary, const Suggestion& suggestion) {
  boost::json::object object = track_json(vocabulary, suggestion.id);
  object["score"] = std::round(static_cast<double>(suggestion.score) * 1e6) / 1e6;
  return object;
}

void continue_playlist(const ContinueOptions& options) {
  const Model model = load_model(options.model);
  const std::vector<TrackId> known = require_tracks(model, options.tracks);
  const std::vector<TrackId> unlike = require_tracks(model, options.unlike);
  const std::vector<Suggestion> suggestions =
      Continuation(model).suggest({.known = known,
                                   .unlike = unlike,
                                   .popularity = options.popularity,
                                   .most_per_artist = options.most_per_artist,
                                   .leaves_out_artists = options.other_artists},
                                  options.limit);
  if (!options.json) {
    for (const Suggestion& suggestion : suggestions)
      print_line(model.vocabulary, suggestion);
    return;
  }
  boost::json::array neighbours;
  for (const Suggestion& suggestion : suggestions)
    neighbours.push_back(suggestion_json(model.vocabulary, suggestion));
  print_json(boost::json::object{{"query", keys_json(model.vocabulary, known)},
                                 {"unlike", keys_json(model.vocabulary, unlike)},
                                 {"neighbours", std::move(neighbours)}});
}

}  // namespace

void add_continue(CLI::App& app) {
  const auto options = std::make_shared<ContinueOptions>();
  CLI::App* command = app.add_subcommand("continue", "The tracks that go best with given ones");
  add_model(*command, options->model);
  command->add_option("TRACK", options->tracks, "\"artist - title\", in any case")->required();
  command->add_option("--unlike", options->unlike, "Tracks that it should not go with");
  command
      ->add_option("--popularity", options->popularity,
                   "From -1, hidden gems, to 1, hits; 0: as playlists have it")
      ->check(CLI::Range(-1.0, 1.0).description(""))  // the text says it
      ->capture_default_str();
  command
      ->add_option("--per-artist", options->most_per_artist,
                   "At most so many by one artist; 0: any")
      ->capture_default_str();
  command->add_flag("--other-artists", options->other_artists,
                    "Nothing by the artists of the given tracks");
  command->add_option("-n", options->limit, "How many")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  command->add_flag("--json", options->json, "Print one JSON document");
  command->callback([options] { continue_playlist(*options); });
}

}  // namespace segue::cli
