#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "commands/commands.h"
#include "input/encoding_option.h"
#include "input/playlist_report.h"
#include "input/read_corpus.h"
#include "output/json_output.h"
#include "output/terminal.h"
#include "runs/model_source.h"
#include "runs/run_folder.h"
#include "segue/util/error.h"
#include "training/training_options.h"

namespace segue::cli {
namespace {

constexpr TrackId kMostFrequent = 5;

struct InfoOptions {
  std::vector<std::string> files;
  bool json = false;
  ReportOptions report;
  std::string encoding;
};

/// [[epoch, found, queries], ...]
boost::json::array hits_json(const std::vector<HeldOutHits>& all) {
  boost::json::array result;
  for (const auto& [epoch, found, queries] : all)
    result.push_back(boost::json::array{epoch, found, queries});
  return result;
}

boost::json::value memory_json(const std::optional<PlaylistMemory>& memory) {
  if (!memory) return nullptr;
  return boost::json::object{{"playlists", memory->playlists()},
                             {"entries", memory->tracks.size()},
                             {"names", !memory->names.empty()}};
}

boost::json::object weights_json(const AnswerWeights& weights) {
  boost::json::object object;
  for (const AnswerPart part : kAllAnswerParts)
    object[to_string(part)] = json_number(weights[part]);
  return object;
}

boost::json::value answers_json(const std::optional<Answers>& answers) {
  if (!answers) return nullptr;
  return boost::json::object{{"next", weights_json(answers->next)},
                             {"gap", weights_json(answers->gap)},
                             {"similar", weights_json(answers->similar)}};
}

std::string memory_text(const std::optional<PlaylistMemory>& memory) {
  if (!memory) return "none";
  return several(memory->playlists(), "playlist") + ", " +
         several(memory->tracks.size(), "entry", "entries") +
         (memory->names.empty() ? ", without names" : ", with names");
}

/// How much each part of an answer counts, a column for each question.
void print_answers(const Answers& answers) {
  std::cout << "answer weights    next    gap  similar\n";
  for (const AnswerPart part : kAllAnswerParts) {
    char line[64];
    std::snprintf(line, sizeof line, "  %-14s %5.2f  %5.2f    %5.2f\n", to_string(part),
                  answers.next[part], answers.gap[part], answers.similar[part]);
    std::cout << line;
  }
}

void print_info_json(const Model& model) {
  print_json(boost::json::object{
      {"recipe", to_string(model.recipe)},
      {"tracks", model.vocabulary.size()},
      {"names", to_string(model.vocabulary.identity())},
      {"embedding_dim", model.input.dim},
      {"map", !model.map.empty()},
      {"memory", memory_json(model.memory)},
      {"answers", answers_json(model.answers)},
      {"hyperparameters", hyperparameters_json(model)},
      {"epoch_losses", boost::json::array(model.epoch_losses.begin(), model.epoch_losses.end())},
      {"held_out_hits", hits_json(model.held_out_hits)}});
}

void print_info(const Model& model) {
  std::cout << "recipe           " << to_string(model.recipe) << "\ntracks           "
            << grouped(model.vocabulary.size()) << "\nnames            "
            << to_string(model.vocabulary.identity()) << "\nnumbers a track  " << model.input.dim
            << "\nmap              "
            << (model.map.empty() ? "none (segue map lays one out)" : "laid out")
            << "\nmemory           " << memory_text(model.memory) << '\n';
  if (model.answers) print_answers(*model.answers);
  if (!model.epoch_losses.empty()) {
    std::cout << "loss             " << losses_text(model.epoch_losses) << " over "
              << several(model.epoch_losses.size(), "epoch") << '\n';
  }
  if (!model.held_out_hits.empty()) {
    std::cout << "finds            " << found_text(model.held_out_hits.back())
              << " in its first ten\n";
  }
  std::cout << "hyperparameters\n";
  for (const auto& [name, value] : model.hyperparameters) {
    std::cout << "  " << printable(name) << " = " << hyperparameter_text(model.recipe, name, value)
              << '\n';
  }
  std::cout << "most frequent\n";
  const auto shown = std::min<std::size_t>(kMostFrequent, model.vocabulary.size());
  for (TrackId id = 0; id < shown; ++id) {
    std::cout << "  '" << printable(model.vocabulary.key(id)) << "' ("
              << several(model.vocabulary.count(id), "time") << ")\n";
  }
}

void describe_model(const std::string& name, bool json) {
  const Model model = load_model(name);
  if (json) {
    print_info_json(model);
  } else {
    print_info(model);
  }
}

/// As `train` would read them by its own recipe.
void describe_playlists(const InfoOptions& options) {
  const CorpusSource source{options.files, plan_corpus(usual_options(Recipe::playlist)),
                            options.report.lists_playlists, options.encoding};
  const FilesReading read = read_files(source);
  if (options.json) print_playlists_json(read, options.report);
  require_some(source, read);
  if (!options.json) print_playlists(read, options.report);
}

void info(const InfoOptions& options) {
  const std::vector<std::string>& files = options.files;
  if (files.size() == 1 && is_model(files[0])) return describe_model(files[0], options.json);
  // Among several, what does not exist is no model, but a file that is not there.
  const auto model = std::find_if(files.begin(), files.end(), [](const std::string& file) {
    return std::filesystem::exists(file) && is_model(file);
  });
  if (model == files.end()) return describe_playlists(options);
  throw Error(ErrorCode::bad_option,
              "'" + *model + "' is a model: name it alone, or only playlists");
}

}  // namespace

void add_info(CLI::App& app) {
  const auto options = std::make_shared<InfoOptions>();
  CLI::App* command = app.add_subcommand(
      "info", "What a model is and how it was trained; or what files of playlists are");
  command
      ->add_option("FILE", options->files,
                   "Files of playlists, folders or archives of them, - for standard input;\n"
                   "or one MODEL")
      ->required();
  add_encoding_option(*command, options->encoding);
  command->add_flag("--playlists", options->report.lists_playlists,
                    "List the playlists with their sizes");
  command->add_flag("--all", options->report.lists_all_files,
                    "List every file that was passed over");
  command->add_flag("--json", options->json, "Print one JSON document");
  command->callback([options] { info(*options); });
}

}  // namespace segue::cli
