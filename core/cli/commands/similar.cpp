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
#include "segue/query/reason.h"
#include "segue/query/similar_tracks.h"
#include "segue/query/similarity.h"

namespace segue::cli {
namespace {

struct SimilarOptions {
  std::string model;
  std::string track;
  std::vector<std::string> plus;
  std::vector<std::string> minus;
  std::size_t limit = 10;
  bool why = false;
  bool json = false;
};

/// The tracks of a question and what they are asked with.
struct Sum {
  std::vector<TrackId> plus;  // the first is TRACK
  std::vector<TrackId> minus;

  bool is_plain() const { return plus.size() == 1 && minus.empty(); }
};

/// song2vec's line above the others, of a sum with all its tracks:
/// top 10 tracks most similar to 'bloc party - helicopter' (pos. 64):
void print_heading(const Vocabulary& vocabulary, const Sum& sum, std::size_t found) {
  std::cout << "top " << several(found, "track") << " most similar to ";
  const char* sign = "";
  const auto print = [&](TrackId id) {
    std::cout << sign << "'" << printable(vocabulary.key(id)) << "' (pos. " << id + 1 << ")";
  };
  for (const TrackId id : sum.plus) {
    print(id);
    sign = " + ";
  }
  sign = " - ";
  for (const TrackId id : sum.minus)
    print(id);
  std::cout << ":\n";
}

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

Sum require_sum(const Model& model, const SimilarOptions& options) {
  std::vector<std::string> plus = {options.track};
  plus.insert(plus.end(), options.plus.begin(), options.plus.end());
  return {require_tracks(model, plus), require_tracks(model, options.minus)};
}

std::vector<Neighbour> find_neighbours(const Model& model, const Sum& sum, std::size_t limit) {
  const Similarity similarity(model);
  if (sum.is_plain()) return SimilarTracks(model, similarity).similar(sum.plus[0], limit);
  return similarity.combine(sum.plus, sum.minus, limit);
}

/// What is asked, and what is found.
struct SimilarAnswer {
  Sum sum;
  std::vector<Neighbour> neighbours;
  std::vector<Reason> reasons;  // of each neighbour, where they are asked for
};

SimilarAnswer find_answer(const Model& model, const SimilarOptions& options) {
  SimilarAnswer answer;
  answer.sum = require_sum(model, options);
  answer.neighbours = find_neighbours(model, answer.sum, options.limit);
  if (options.why) answer.reasons = find_reasons(model, answer.sum.plus, ids_of(answer.neighbours));
  return answer;
}

void print_lines(const Vocabulary& vocabulary, const SimilarAnswer& answer) {
  print_heading(vocabulary, answer.sum, answer.neighbours.size());
  for (std::size_t i = 0; i < answer.neighbours.size(); ++i) {
    print_line(vocabulary, answer.neighbours[i]);
    if (!answer.reasons.empty())
      std::cout << reason_lines(vocabulary, answer.reasons[i], answer.sum.plus.size());
  }
}

void print_document(const Vocabulary& vocabulary, const SimilarAnswer& answer) {
  const auto& [plus, minus] = answer.sum;
  boost::json::array neighbours;
  for (std::size_t i = 0; i < answer.neighbours.size(); ++i) {
    boost::json::object neighbour = neighbour_json(vocabulary, answer.neighbours[i]);
    if (!answer.reasons.empty()) neighbour["why"] = reason_json(vocabulary, answer.reasons[i]);
    neighbours.push_back(std::move(neighbour));
  }
  boost::json::object document = {{"query", vocabulary.key(plus[0])}};
  if (!answer.sum.is_plain()) {
    document["plus"] = keys_json(vocabulary, std::vector(plus.begin() + 1, plus.end()));
    document["minus"] = keys_json(vocabulary, minus);
  }
  document["neighbours"] = std::move(neighbours);
  print_json(document);
}

void similar(const SimilarOptions& options) {
  const Model model = load_model(options.model);
  const SimilarAnswer answer = find_answer(model, options);
  if (options.json) return print_document(model.vocabulary, answer);
  print_lines(model.vocabulary, answer);
}

}  // namespace

void add_similar(CLI::App& app) {
  const auto options = std::make_shared<SimilarOptions>();
  CLI::App* command =
      app.add_subcommand("similar", "The tracks most like one track, or a sum of tracks");
  add_model(*command, options->model);
  command->add_option("TRACK", options->track, "\"artist - title\", in any case")->required();
  command->add_option("--plus", options->plus, "Like these, too: song arithmetic");
  command->add_option("--minus", options->minus, "And away from these");
  command->add_option("-n", options->limit, "How many")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  add_why(*command, options->why);
  command->add_flag("--json", options->json, "Print one JSON document");
  command->callback([options] { similar(*options); });
}

}  // namespace segue::cli
