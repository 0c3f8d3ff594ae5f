#include <algorithm>
#include <iostream>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "commands/commands.h"
#include "evaluation/baseline_set.h"
#include "evaluation/evaluation_report.h"
#include "evaluation/hold_out_option.h"
#include "evaluation/likely_kind.h"
#include "evaluation/query_file.h"
#include "input/encoding_option.h"
#include "input/load_catalogue.h"
#include "input/read_corpus.h"
#include "output/json_output.h"
#include "output/terminal.h"
#include "runs/model_source.h"
#include "segue/catalogue/catalogue_facts.h"
#include "segue/evaluate/evaluation.h"
#include "segue/evaluate/hold_out.h"
#include "segue/evaluate/similarity_queries.h"
#include "segue/query/continuation.h"
#include "segue/query/similar_tracks.h"
#include "segue/query/similarity.h"
#include "system/files.h"
#include "training/memory_option.h"
#include "training/train_model.h"
#include "training/training_options.h"

namespace segue::cli {
namespace {

struct EvaluateOptions {
  std::vector<std::string> sources;  // MODEL with --queries, INPUT... without
  std::string queries;
  bool with_known = false;
  std::string hold_out;
  std::string hold_out_last;
  std::uint32_t seeds = 1;
  bool baselines = false;
  bool similar = false;
  std::string catalogue;
  std::vector<std::string> train;  // with --queries: what the baselines learn from
  std::string encoding;
  bool json = false;
  TypedTraining typed;
  std::optional<std::string> memory;  // "yes" or "no"
  std::optional<std::string> order;   // with --queries: "yes" or "no"
  TrainingOptions training;
  bool keeps_memory = false;
  unsigned threads = 1;  // to ask with
};

/// How continuations are asked for; what is similar never counts a known track.
EvaluationOptions asking(const EvaluateOptions& options) {
  EvaluationOptions asking;
  asking.threads = options.threads;
  asking.with_known = options.with_known;
  return asking;
}

Evaluation ask(const Recommender& recommender, const std::string& label,
               const std::vector<HeldOutQuery>& queries, const Vocabulary& vocabulary,
               EvaluationOptions options) {
  ProgressLine line;
  options.on_progress = [&](double share) {
    line.show(share, "asking the " + label + " " + several(queries.size(), "query", "queries"));
  };
  return evaluate(recommender, label, queries, vocabulary, options);
}

/// Where the results of a baseline go.
MethodResult& result_of(const Baseline& baseline, EvaluationReport& report) {
  for (MethodResult& result : report.baselines) {
    if (result.name == baseline.name) return result;
  }
  return report.baselines.emplace_back(
      MethodResult{baseline.name, baseline.label, {}, baseline.left_out});
}

/// Makes one baseline after another of the corpus, asks it, and lets it go before the next.
void ask_baselines(const Corpus& corpus, const std::vector<HeldOutQuery>& queries,
                   const EvaluationOptions& options, EvaluationReport& report) {
  for (const Baseline& baseline : all_baselines(corpus)) {
    MethodResult& result = result_of(baseline, report);
    if (!baseline.left_out.empty()) {
      // With several seeds one training part may be small enough where another is not.
      result.left_out = baseline.left_out;
      result.evaluations.clear();
    }
    if (!result.left_out.empty()) continue;
    std::unique_ptr<Recommender> recommender;
    {
      ProgressLine line;
      recommender = baseline.make({options.threads, [&](double share) {
                                     line.show(share, "preparing " + baseline.label);
                                   }});
    }
    result.evaluations.push_back(
        ask(*recommender, baseline.label, queries, corpus.vocabulary, options));
  }
}

void ask_similar(const std::string& name, const std::string& label, const SimilarTracks& tracks,
                 const std::vector<HeldOutQuery>& queries, const Vocabulary& vocabulary,
                 unsigned threads, EvaluationReport& report) {
  if (queries.empty()) return;
  const auto is_it = [&](const MethodResult& measure) { return measure.name == name; };
  auto measure = std::find_if(report.similar.begin(), report.similar.end(), is_it);
  if (measure == report.similar.end())
    measure = report.similar.insert(measure, MethodResult{name, label, {}, {}});
  measure->evaluations.push_back(ask(tracks, label, queries, vocabulary, {threads, {}}));
}

/// Asks the model what is similar to the held-out tracks of the queries.
void ask_similar(const Model& model, const std::vector<HeldOutQuery>& queries, unsigned threads,
                 EvaluationReport& report) {
  const Similarity similarity(model);
  const SimilarTracks tracks(model, similarity);
  const SimilarityQueries asked = similarity_queries(queries, model.vocabulary, model.facts);
  const auto ask_about = [&](const std::string& what, const std::vector<HeldOutQuery>& about) {
    ask_similar("same_" + what, "same " + what, tracks, about, model.vocabulary, threads, report);
  };
  ask_about("artist", asked.artist);
  ask_about("genre", asked.genre);
  ask_about("playlist", asked.playlist);
}

void ask_model(const Model& model, QuestionKind kind, const std::vector<HeldOutQuery>& queries,
               const EvaluateOptions& options, EvaluationReport& report) {
  report.model.evaluations.push_back(ask(Continuation(model, kind), report.model.label, queries,
                                         model.vocabulary, asking(options)));
  if (model.answers) report.order = kind == QuestionKind::next ? "yes" : "no";
  if (options.similar) ask_similar(model, queries, options.threads, report);
}

/// What the queries of a file ask: as a person says, or as they seem to.
QuestionKind kind_of(const Model& model, const std::vector<HeldOutQuery>& queries,
                     const EvaluateOptions& options) {
  if (!options.order) return likely_kind(model, queries, asking(options));
  return *options.order == "yes" ? QuestionKind::next : QuestionKind::gap;
}

HoldOutOptions split_of(const EvaluateOptions& options) {
  return options.hold_out_last.empty() ? parse_hold_out(options.hold_out)
                                       : parse_hold_out_last(options.hold_out_last);
}

/// Trains on the first part of the playlists and asks about the second, with one seed of both.
void evaluate_seed(const Corpus& corpus, const EvaluateOptions& options,
                   std::span<const Song> songs, std::uint64_t seed, EvaluationReport& report) {
  HoldOutOptions split = split_of(options);
  TrainingOptions training = options.training;
  training.set_seed(seed);
  split.seed = seed;
  split.min_count = training.plan.min_count;
  const HoldOut parts = hold_out(corpus, split);
  report.seeds.push_back(seed);
  {
    Model model = train_model(parts.training, training, options.keeps_memory);
    report.epochs.push_back(model.hyperparameters.at("epochs"));
    model.facts = find_facts(model.vocabulary, songs);
    ask_model(model, split.last ? QuestionKind::next : QuestionKind::gap, parts.queries, options,
              report);
  }
  if (options.baselines) ask_baselines(parts.training, parts.queries, asking(options), report);
}

EvaluationReport evaluate_training(const EvaluateOptions& options) {
  EvaluationReport report;
  report.model = {"model", "model", {}, {}};
  report.split = split_of(options).last ? "last" : "random";
  const std::vector<Song> songs = load_catalogue(options.catalogue);
  const LoadedCorpus loaded = read_corpus(
      {options.sources, plan_to_divide(options.training.plan.tracks), false, options.encoding});
  for (std::uint32_t i = 0; i < options.seeds; ++i)
    evaluate_seed(loaded.corpus, options, songs, options.training.seed() + i, report);
  return report;
}

EvaluationReport evaluate_queries(const EvaluateOptions& options) {
  EvaluationReport report;
  report.model = {"model", "model", {}, {}};
  report.with_known = options.with_known;
  require_readable(options.train);
  TrackIdentity identity = TrackIdentity::exact;
  {
    const Model model = load_model(options.sources.front());
    const std::vector<HeldOutQuery> queries = read_queries(options.queries, model.vocabulary);
    identity = model.vocabulary.identity();
    ask_model(model, kind_of(model, queries, options), queries, options, report);
  }
  if (!options.baselines) return report;
  const LoadedCorpus loaded =
      read_corpus({options.train, plan_to_divide(identity), false, options.encoding});
  ask_baselines(loaded.corpus, read_queries(options.queries, loaded.corpus.vocabulary),
                asking(options), report);
  return report;
}

/// Which of the two forms was meant, and that nothing of the other was given.
void require_one_form(const CLI::App& command, const EvaluateOptions& options) {
  if (options.queries.empty() + options.hold_out.empty() + options.hold_out_last.empty() != 2) {
    throw CLI::ValidationError(
        "give either MODEL --queries FILE, or INPUT... and one of --hold-out N and "
        "--hold-out-last N (or a share, such as 0.1)");
  }
  if (options.queries.empty()) {
    if (options.with_known) {
      throw CLI::ValidationError(
          "--with-known", "goes with --queries; what is held out of playlists is never known");
    }
    if (options.order) {
      throw CLI::ValidationError(
          "--order", "goes with --queries; --hold-out asks in no order, --hold-out-last in order");
    }
    if (!options.train.empty())
      throw CLI::ValidationError("--train", "goes with --queries; else INPUT is trained on");
    return;
  }
  if (options.baselines == options.train.empty()) {
    throw CLI::ValidationError(
        "--baselines and --train go together with --queries: the baselines learn from the "
        "playlists "
        "that the model was trained on");
  }
  if (options.sources.size() != 1)
    throw CLI::ValidationError("MODEL", "is one model where --queries is given");
  for (const CLI::Option* option : command.get_options()) {
    const std::string name = option->get_name();
    const bool fits = name == "--queries" || name == "--with-known" || name == "--order" ||
                      name == "--baselines" || name == "--train" || name == "--similar" ||
                      name == "--json" || name == "--threads" ||
                      (name == "--encoding" && options.baselines) || name == "--help" ||
                      !name.starts_with("--");
    if (!fits && option->count() != 0)
      throw CLI::ValidationError(name, "trains a model, and with --queries there is one");
  }
}

/// Those of the training; as many as usual where its recipe has one thread only.
unsigned threads_to_ask_with(const TrainingOptions& training) {
  const RecipeOptions& options = training.recipe_options;
  const bool says = find_option_like(recipe_of(options), "threads") != nullptr;
  return says ? threads_of(options) : usual_threads();
}

void evaluate_command(const EvaluateOptions& options) {
  const EvaluationReport report =
      options.queries.empty() ? evaluate_training(options) : evaluate_queries(options);
  if (options.json) {
    print_json(report_json(report));
  } else {
    print_report(report);
  }
}

}  // namespace

void add_evaluate(CLI::App& app) {
  const auto options = std::make_shared<EvaluateOptions>();
  CLI::App* command =
      app.add_subcommand("evaluate", "How well a model finds the tracks that playlists lack");
  command
      ->add_option("MODEL_OR_INPUT", options->sources,
                   "With --queries a model; else playlists of any form that `info` knows")
      ->required();
  command->add_option("--queries", options->queries,
                      "Ask the model the queries of this file, a JSON object a line:\n"
                      "{\"known\": [\"artist - title\", ...], \"held_out\": [...]}");
  command->add_flag("--with-known", options->with_known,
                    "With --queries: known tracks may be found again, as papers on sessions count");
  command->add_option("--hold-out", options->hold_out,
                      "Train on the playlists without so many tracks of each (1, 2, ...),\n"
                      "or without this share of each (0.1), taken by chance, and ask for those");
  command->add_option(
      "--hold-out-last", options->hold_out_last,
      "The same with the last different tracks of each playlist, whatever the seed");
  command
      ->add_option("--seeds", options->seeds,
                   "Do that so many times: with --seed, the number after it, ...")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  command->add_flag("--baselines", options->baselines,
                    "Ask the simple methods the same: popularity, Markov, near (what stands at\n"
                    "most three places away), item-kNN, the same by playlists' length, EASE,\n"
                    "implicit ALS");
  CLI::Option* similar = command->add_flag(
      "--similar", options->similar,
      "Ask the model what is similar, too: of the ten most similar to a held-out track,\n"
      "how many are of its artist, its genre and the playlist that it was held out of");
  command
      ->add_option(
          "--catalogue", options->catalogue,
          "With --similar, and without --queries: where genres are known from (data/README.md)")
      ->needs(similar);
  command->add_option(
      "--train", options->train,
      "With --queries and --baselines: the playlists that the model was trained on");
  command
      ->add_option(
          "--order", options->order,
          "With --queries: whether they ask what comes next (yes) or what is missing (no).\n"
          "Without, both are asked of some, and what finds more is asked of all")
      ->check(CLI::IsMember({"yes", "no"}));
  add_memory_option(*command, options->memory);
  add_encoding_option(*command, options->encoding);
  command->add_flag("--json", options->json, "Print one JSON document");
  add_training_options(*command, options->typed);
  command->callback([command, options] {
    require_one_form(*command, *options);
    if (options->queries.empty()) split_of(*options).validate();
    options->training = settle(options->typed);
    options->keeps_memory =
        keeps_memory(options->memory, recipe_of(options->training.recipe_options));
    options->threads = threads_to_ask_with(options->training);
    evaluate_command(*options);
  });
}

}  // namespace segue::cli
