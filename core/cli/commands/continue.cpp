#include <cmath>
#include <cstdio>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "commands/commands.h"
#include "output/json_output.h"
#include "output/reason_report.h"
#include "output/terminal.h"
#include "runs/model_source.h"
#include "segue/query/continuation.h"
#include "segue/query/question_kind.h"
#include "segue/query/reason.h"

namespace segue::cli {
namespace {

struct ContinueOptions {
  std::string model;
  std::vector<std::string> tracks;
  std::vector<std::string> unlike;
  double popularity = 0;
  std::size_t most_per_artist = 0;
  bool other_artists = false;
  std::string order = "yes";
  std::size_t limit = 10;
  bool why = false;
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

/// What is asked, and what is found.
struct ContinueAnswer {
  std::vector<TrackId> known;
  std::vector<TrackId> unlike;
  std::vector<Suggestion> suggestions;
  std::vector<Reason> reasons;  // of each suggestion, where they are asked for
};

ContinueAnswer find_answer(const Model& model, const ContinueOptions& options) {
  ContinueAnswer answer;
  answer.known = require_tracks(model, options.tracks);
  answer.unlike = require_tracks(model, options.unlike);
  const QuestionKind kind = options.order == "yes" ? QuestionKind::next : QuestionKind::gap;
  answer.suggestions = Continuation(model, kind)
                           .suggest({.known = answer.known,
                                     .unlike = answer.unlike,
                                     .popularity = options.popularity,
                                     .most_per_artist = options.most_per_artist,
                                     .leaves_out_artists = options.other_artists},
                                    options.limit);
  if (options.why) answer.reasons = find_reasons(model, answer.known, ids_of(answer.suggestions));
  return answer;
}

void print_lines(const Vocabulary& vocabulary, const ContinueAnswer& answer) {
  for (std::size_t i = 0; i < answer.suggestions.size(); ++i) {
    print_line(vocabulary, answer.suggestions[i]);
    if (!answer.reasons.empty())
      std::cout << reason_lines(vocabulary, answer.reasons[i], answer.known.size());
  }
}

void print_document(const Vocabulary& vocabulary, const ContinueAnswer& answer) {
  boost::json::array neighbours;
  for (std::size_t i = 0; i < answer.suggestions.size(); ++i) {
    boost::json::object suggestion = suggestion_json(vocabulary, answer.suggestions[i]);
    if (!answer.reasons.empty()) suggestion["why"] = reason_json(vocabulary, answer.reasons[i]);
    neighbours.push_back(std::move(suggestion));
  }
  print_json(boost::json::object{{"query", keys_json(vocabulary, answer.known)},
                                 {"unlike", keys_json(vocabulary, answer.unlike)},
                                 {"neighbours", std::move(neighbours)}});
}

void continue_playlist(const ContinueOptions& options) {
  const Model model = load_model(options.model);
  const ContinueAnswer answer = find_answer(model, options);
  if (options.json) return print_document(model.vocabulary, answer);
  print_lines(model.vocabulary, answer);
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
  command
      ->add_option(
          "--order", options->order,
          "yes: the tracks are taken in order, and the last count most where the order of\n"
          "playlists was found to mean something; no: in whatever order. A model without\n"
          "playlists answers both alike")
      ->check(CLI::IsMember({"yes", "no"}))
      ->capture_default_str();
  command->add_option("-n", options->limit, "How many")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  add_why(*command, options->why);
  command->add_flag("--json", options->json, "Print one JSON document");
  command->callback([options] { continue_playlist(*options); });
}

}  // namespace segue::cli
