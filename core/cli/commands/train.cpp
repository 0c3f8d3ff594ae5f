#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "commands/commands.h"
#include "input/encoding_option.h"
#include "segue/train/trainer.h"
#include "training/memory_option.h"
#include "training/train_into_folder.h"
#include "training/training_options.h"

namespace segue::cli {
namespace {

struct TrainOptions {
  TypedTraining typed;
  std::optional<std::string> memory;  ///< "yes" or "no"
  TrainingJob job;
};

/// An argument as a shell takes it.
std::string quoted(const std::string& argument) {
  constexpr const char* kPlain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-+=:,./@%";
  if (!argument.empty() && argument.find_first_not_of(kPlain) == std::string::npos) return argument;
  std::string result = "'";
  for (const char c : argument)
    result += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return result + "'";
}

std::string resume_command(const std::vector<std::string>& command_line) {
  std::string result = " ";
  for (const std::string& argument : command_line)
    result += " " + quoted(argument);
  const bool resumes =
      std::find(command_line.begin(), command_line.end(), "--resume") != command_line.end();
  return resumes ? result : result + " --resume";
}

void require_minutes(const TrainingJob& job) {
  if (!(job.minutes > 0)) throw CLI::ValidationError("--minutes", "must be above 0");
  const auto* const options = std::get_if<SkipGramOptions>(&job.training.recipe_options);
  if (options == nullptr || options->epochs != kUntilLearnt) {
    throw CLI::ValidationError(
        "--minutes",
        "bounds a training that goes on until it has learnt: leave --epochs out, and "
        "take the recipe playlist");
  }
}

}  // namespace

void add_train(CLI::App& app, const std::vector<std::string>& command_line) {
  const auto options = std::make_shared<TrainOptions>();
  TrainingJob& job = options->job;
  job.checkpoint_minutes = 5;
  job.resume_command = resume_command(command_line);
  CLI::App* command = app.add_subcommand("train", "Train on playlists of any size, into a folder");
  command
      ->add_option("INPUT", job.inputs,
                   "Playlists of any form that `info` knows, folders and archives of them,\n"
                   "- for standard input")
      ->required();
  command
      ->add_option("--out", job.out,
                   "The folder to write. A model that it holds stays whole until the new one is")
      ->required();
  add_encoding_option(*command, job.encoding);
  add_training_options(*command, options->typed);
  command->add_option(
      "--catalogue", job.catalogue,
      "Write genre, year and country of the tracks into the model, from this table\n"
      "(data/README.md)");
  add_memory_option(*command, options->memory);
  command
      ->add_option("--checkpoint-minutes", job.checkpoint_minutes,
                   "How often to write a checkpoint into the folder; 0: when interrupted only")
      ->capture_default_str();
  command->add_option("--minutes", job.minutes,
                      "Learn for about so long at most, two passes at least; without --epochs");
  command->add_flag("--resume", job.resume,
                    "Go on from the checkpoint, with the same INPUT and options");
  command->footer(
      "Ctrl-C writes a checkpoint and says how to go on; a second one quits at once. Where "
      "standard\n"
      "error is not a terminal, a line says how far it is after 1, 2, 4, ... seconds, then each\n"
      "minute.");
  command->callback([command, options] {
    TrainingJob& given = options->job;
    given.training = settle(options->typed);
    const Recipe recipe = recipe_of(given.training.recipe_options);
    for (const char* option : {"--checkpoint-minutes", "--resume"}) {
      if (!Trainer::has_checkpoints(recipe) && command->count(option) != 0) {
        throw CLI::ValidationError(
            option, std::string("does not apply to the recipe ") + to_string(recipe));
      }
    }
    given.keeps_memory = keeps_memory(options->memory, recipe);
    if (!(given.checkpoint_minutes >= 0))
      throw CLI::ValidationError("--checkpoint-minutes", "must be 0 or more");
    if (command->count("--minutes") != 0) require_minutes(given);
    train_into_folder(given);
  });
}

}  // namespace segue::cli
