#include <filesystem>
#include <memory>
#include <string>

#include "commands/commands.h"
#include "runs/run_folder.h"
#include "segue/util/error.h"
#include "training/train_into_folder.h"
#include "training/training_options.h"

namespace segue::cli {
namespace {

constexpr const char* kSample = "data/sample.csv";

struct RunOptions {
  std::string name;
  std::string csv_path = kSample;
  TypedOptions typed;
};

void require_sample(const RunOptions& options) {
  if (options.csv_path != kSample || std::filesystem::exists(kSample)) return;
  throw Error(ErrorCode::io,
              "the sample is not here: run this in Segue's folder after a build, or name a file "
              "with --csv_path",
              {kSample});
}

/// Its flags are those of the recipe itself, which `segue train` calls as its own recipe does.
TrainingOptions training_of(const RunOptions& options) {
  TrainingOptions training;
  training.recipe_options = usual_options(Recipe::seed);
  for (const OptionDescription& option : options_of(Recipe::seed)) {
    const auto typed = options.typed.find(option.flag);
    if (typed != options.typed.end())
      set_typed(training.recipe_options, option, option.flag, typed->second);
  }
  training.plan = plan_corpus(training.recipe_options);
  return training;
}

void run(const RunOptions& options) {
  require_run_name(options.name);
  TrainingJob job;
  job.training = training_of(options);
  require_sample(options);
  job.inputs = {options.csv_path};
  job.out = run_folder(options.name).string();
  train_into_folder(job);
}

}  // namespace

void add_run(CLI::App& app) {
  const auto options = std::make_shared<RunOptions>();
  CLI::App* command =
      app.add_subcommand("run", "Train song2vec's experiment, faithfully, into experiments/NAME");
  command->add_option("NAME", options->name, "The run's name")->required();
  command
      ->add_option("--csv_path", options->csv_path,
                   "Playlists of any form that `info` knows, - for standard input")
      ->capture_default_str();
  const RecipeOptions usual = usual_options(Recipe::seed);
  for (const OptionDescription& option : options_of(Recipe::seed))
    add_option(*command, option, value_text(option, get_option(usual, option)), options->typed);
  command->callback([options] { run(*options); });
}

}  // namespace segue::cli
