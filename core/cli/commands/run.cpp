#include <filesystem>
#include <memory>
#include <string>
#include <utility>

#include "commands/commands.h"
#include "input/read_corpus.h"
#include "runs/run_folder.h"
#include "segue/train/song2vec_trainer.h"
#include "segue/util/error.h"
#include "training/training.h"

namespace segue::cli {
namespace {

constexpr const char* kSample = "data/sample.csv";

struct RunOptions {
  std::string name;
  std::string csv_path = kSample;
  Song2vecOptions seed;
};

void require_sample(const RunOptions& options) {
  if (options.csv_path != kSample || std::filesystem::exists(kSample)) return;
  throw Error(ErrorCode::io,
              "the sample is not here: run this in Segue's folder after a build, or name a file "
              "with --csv_path",
              {kSample});
}

void run(const RunOptions& options) {
  require_run_name(options.name);
  require_sample(options);
  options.seed.validate();
  LoadedCorpus loaded =
      read_corpus({{options.csv_path}, options.seed.num_rows, PlaylistIdentity::name, 1});
  Song2vecTrainer trainer(std::move(loaded.corpus), options.seed);
  RunRecord record = train_to_end(trainer, [](Pace&) {});
  record.read = loaded.facts;
  write_run(run_folder(options.name), trainer.model(), record);
  print_summary(run_folder(options.name), record);
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
  command->add_option("--num_rows", options->seed.num_rows, "Rows to read, 0 for all (-nr)")
      ->capture_default_str();
  command
      ->add_option("--window_size", options->seed.window_size,
                   "Tracks on either side that count as context (-wsz)")
      ->capture_default_str();
  command->add_option("--embedding_dim", options->seed.embedding_dim, "Numbers a track (-emb)")
      ->capture_default_str();
  command->add_option("-e,--epochs", options->seed.epochs, "Passes over the pairs")
      ->capture_default_str();
  command->add_option("--learning_rate", options->seed.learning_rate, "Adam's step size (-lr)")
      ->capture_default_str();
  command->add_option("--random_seed", options->seed.random_seed, "Seed of all chance (-rs)")
      ->capture_default_str();
  command->callback([options] { run(*options); });
}

}  // namespace segue::cli
