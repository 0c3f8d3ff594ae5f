#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <iostream>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "commands/commands.h"
#include "evaluation/likely_kind.h"
#include "evaluation/query_file.h"
#include "output/json_output.h"
#include "output/terminal.h"
#include "runs/model_source.h"
#include "segue/evaluate/evaluation.h"
#include "segue/evaluate/neighbour_overlap.h"
#include "segue/query/continuation.h"
#include "segue/train/recipe_options.h"
#include "segue/util/error.h"
#include "system/files.h"

namespace segue::cli {
namespace {

using boost::json::object;
using boost::json::value;

struct CompareOptions {
  std::vector<std::string> models;
  std::string queries;
  bool json = false;
};

/// A model, and what is known of its making.
struct Experiment {
  std::string name;
  Model model;
  object metrics;  ///< of its run's metrics.json; empty where it has none
  object figures;  ///< how it answers the queries; empty where there are none
};

/// The metrics.json beside a model. What cannot be read says nothing.
object read_metrics(const std::filesystem::path& model) {
  const std::filesystem::path file = model.parent_path() / "metrics.json";
  if (!std::filesystem::is_regular_file(file)) return {};
  boost::json::error_code error;
  value parsed = boost::json::parse(read_file(file.string()), error);
  return !error && parsed.is_object() ? std::move(parsed.get_object()) : object();
}

object answer_queries(const Model& model, const std::string& queries) {
  if (queries.empty()) return {};
  const std::vector<HeldOutQuery> asked = read_queries(queries, model.vocabulary);
  const Evaluation evaluation = evaluate(Continuation(model, likely_kind(model, asked, {})),
                                         "the model", asked, model.vocabulary);
  object figures;
  for (const Metric metric : kAllMetrics)
    figures[to_string(metric)] = evaluation[metric].mean;
  return figures;
}

Experiment load_experiment(const std::string& name, const std::string& queries) {
  Experiment experiment{name, load_model(name), read_metrics(find_model(name)), {}};
  experiment.figures = answer_queries(experiment.model, queries);
  return experiment;
}

/// What the model was trained with, and what it knows.
object settings_of(const Experiment& experiment) {
  object settings = hyperparameters_json(experiment.model);
  settings["recipe"] = to_string(experiment.model.recipe);
  settings["names"] = to_string(experiment.model.vocabulary.identity());
  return settings;
}

object results_of(const Experiment& experiment) {
  object results = {{"tracks", experiment.model.vocabulary.size()}};
  for (const char* name : {"playlists", "rows_read", "seconds", "threads", "peak_memory_bytes"}) {
    if (const value* metric = experiment.metrics.if_contains(name)) results[name] = *metric;
  }
  if (!experiment.model.epoch_losses.empty())
    results["final_loss"] = experiment.model.epoch_losses.back();
  for (const auto& [name, figure] : experiment.figures)
    results[name] = figure;
  return results;
}

using Describe = std::function<object(const Experiment&)>;

/// {"lr": [0.05, null]}: by name, what it is in each experiment; null where there is no such thing.
object side_by_side(const std::vector<Experiment>& experiments, const Describe& describe) {
  std::vector<object> all;
  object table;
  for (const Experiment& experiment : experiments)
    all.push_back(describe(experiment));
  for (const object& one : all) {
    for (const auto& [name, ignored] : one) {
      if (table.contains(name)) continue;
      boost::json::array row;
      for (const object& other : all) {
        const value* found = other.if_contains(name);
        row.push_back(found == nullptr ? value() : *found);
      }
      table[name] = std::move(row);
    }
  }
  return table;
}

/// Only the lines whose values are not all the same.
object that_differ(const object& table) {
  object differing;
  for (const auto& [name, row] : table) {
    const auto& values = row.get_array();
    if (std::any_of(values.begin(), values.end(), [&](const value& v) { return v != values[0]; }))
      differing[name] = row;
  }
  return differing;
}

struct Pair {
  std::size_t a;
  std::size_t b;
  NeighbourOverlap overlap;
};

std::vector<Pair> compare_neighbours(const std::vector<Experiment>& experiments) {
  std::vector<Pair> pairs;
  for (std::size_t a = 0; a < experiments.size(); ++a) {
    for (std::size_t b = a + 1; b < experiments.size(); ++b)
      pairs.push_back({a, b, neighbour_overlap(experiments[a].model, experiments[b].model)});
  }
  return pairs;
}

// ---- for people ----

constexpr std::size_t kLabelWidth = 20;
constexpr std::size_t kColumnWidth = 16;

/// The word for which an option of this name has this value; null where it is a number.
const char* word_for(const std::string& name, const value& v) {
  for (const Recipe recipe : kAllRecipes) {
    const OptionDescription* const option = find_option(recipe, name);
    if (option != nullptr && option->word && v.is_number() &&
        v.to_number<double>() == option->word->value)
      return option->word->text;
  }
  return nullptr;
}

std::string text_of(const std::string& name, const value& v) {
  if (v.is_null()) return "-";
  if (v.is_string()) return std::string(v.get_string());
  if (const char* word = word_for(name, v)) return word;
  if (!v.is_double()) return boost::json::serialize(v);
  char text[32];
  std::snprintf(text, sizeof text, "%.4g", v.get_double());
  return text;
}

void print_cells(std::string label, const std::vector<std::string>& cells) {
  label.resize(std::max(label.size() + 1, kLabelWidth), ' ');
  std::cout << "  " << label;
  for (const std::string& cell : cells) {
    std::cout << std::string(cell.size() < kColumnWidth ? kColumnWidth - cell.size() : 1, ' ')
              << printable(cell);
  }
  std::cout << '\n';
}

void print_table(const object& table) {
  for (const auto& [name, row] : table) {
    std::vector<std::string> cells;
    for (const value& v : row.get_array())
      cells.push_back(text_of(name, v));
    print_cells(printable(name), cells);
  }
}

void print_comparison(const std::vector<Experiment>& experiments, const object& settings,
                      const object& results, const std::vector<Pair>& pairs) {
  std::vector<std::string> names;
  for (const Experiment& experiment : experiments)
    names.push_back(experiment.name);
  print_cells("", names);
  std::cout << (settings.empty() ? "settings: all the same\n" : "settings that differ\n");
  print_table(settings);
  std::cout << "results\n";
  print_table(results);
  std::cout << "of ten similar tracks, both name\n";
  for (const Pair& pair : pairs) {
    char shared[16];
    std::snprintf(shared, sizeof shared, "%.2f", pair.overlap.shared);
    std::cout << "  " << shared << "  " << printable(names[pair.a]) << " and "
              << printable(names[pair.b]) << ", which share "
              << several(pair.overlap.tracks, "track") << "\n";
  }
}

object comparison_json(const std::vector<Experiment>& experiments, object settings, object results,
                       const std::vector<Pair>& pairs) {
  boost::json::array names;
  for (const Experiment& experiment : experiments)
    names.push_back(boost::json::string(experiment.name));
  boost::json::array overlaps;
  for (const Pair& pair : pairs) {
    overlaps.push_back({{"models", {experiments[pair.a].name, experiments[pair.b].name}},
                        {"tracks", pair.overlap.tracks},
                        {"shared", pair.overlap.shared}});
  }
  return {{"models", std::move(names)},
          {"settings", std::move(settings)},
          {"results", std::move(results)},
          {"overlap", std::move(overlaps)}};
}

void compare(const CompareOptions& options) {
  if (options.models.size() < 2)
    throw Error(ErrorCode::bad_option, "name two models or more to compare");
  std::vector<Experiment> experiments;
  for (const std::string& name : options.models)
    experiments.push_back(load_experiment(name, options.queries));
  object settings = that_differ(side_by_side(experiments, settings_of));
  object results = side_by_side(experiments, results_of);
  const std::vector<Pair> pairs = compare_neighbours(experiments);
  if (options.json) {
    print_json(comparison_json(experiments, std::move(settings), std::move(results), pairs));
  } else {
    print_comparison(experiments, settings, results, pairs);
  }
}

}  // namespace

void add_compare(CLI::App& app) {
  const auto options = std::make_shared<CompareOptions>();
  CLI::App* command = app.add_subcommand(
      "compare", "What differs between models: settings, results, what they call similar");
  command
      ->add_option("MODEL", options->models,
                   "Two or more: a model file, a run's folder, or the name of a run")
      ->required();
  command->add_option("--queries", options->queries,
                      "Ask each of them these queries too, as `evaluate` does");
  command->add_flag("--json", options->json, "Print one JSON document");
  command->callback([options] { compare(*options); });
}

}  // namespace segue::cli
