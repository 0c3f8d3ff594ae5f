#include <chrono>
#include <cmath>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <thread>
#include <utility>

#include "commands.h"
#include "files.h"
#include "json_output.h"
#include "run_folder.h"
#include "segue/corpus.h"
#include "segue/error.h"
#include "segue/export.h"
#include "segue/instruction_set.h"
#include "segue/model_file.h"
#include "segue/reader.h"
#include "segue/seed_trainer.h"
#include "terminal.h"

namespace segue::cli {
namespace {

constexpr const char* kSample = "data/sample.csv";

struct RunOptions {
  std::string name;
  std::string csv_path = kSample;
  SeedOptions seed;
};

/// What a run was and how it went, beside its model.
struct RunRecord {
  ReadReport report;
  std::size_t playlists = 0;
  std::size_t tracks = 0;
  std::uint64_t pairs_trained = 0;
  double seconds = 0;
};

void require_readable(const RunOptions& options) {
  if (options.csv_path != kSample || std::filesystem::exists(kSample)) return;
  throw Error(ErrorCode::io,
              "the sample is not here: run this in Segue's folder after a build, or name a file "
              "with --csv_path",
              {kSample});
}

Corpus read_corpus(const RunOptions& options, RunRecord& record) {
  CorpusBuilder builder(PlaylistIdentity::name, std::thread::hardware_concurrency());
  PlaylistReader reader(options.csv_path, options.seed.num_rows,
                        [&](const PlaylistEntry& entry) { builder.add(entry); });
  read_pieces(options.csv_path, [&](std::string_view piece) { return reader.push(piece); });
  record.report = reader.finish();
  Corpus corpus = std::move(builder).build();
  record.playlists = corpus.playlists();
  record.tracks = corpus.vocabulary.size();
  return corpus;
}

void print_report(const RunOptions& options, const RunRecord& record) {
  std::cerr << "read " << grouped(record.report.rows_read) << " rows of "
            << printable(options.csv_path) << ": " << grouped(record.playlists) << " playlists, "
            << grouped(record.tracks) << " tracks\n";
  if (record.report.rows_repaired != 0) {
    std::cerr << "  " << grouped(record.report.rows_repaired)
              << " rows were not UTF-8: their odd bytes became U+FFFD\n";
  }
  if (record.report.rows_skipped == 0) return;
  std::cerr << "  skipped " << grouped(record.report.rows_skipped) << " malformed rows";
  for (const ReadProblem& problem : record.report.problems) {
    std::cerr << "\n  line " << problem.line;
    if (problem.column != 0) std::cerr << ", column " << problem.column;
    std::cerr << ": " << problem.reason;
  }
  if (record.report.rows_skipped > record.report.problems.size()) std::cerr << "\n  ...";
  std::cerr << '\n';
}

std::string loss_text(double loss) {
  char text[32];
  std::snprintf(text, sizeof text, "%.4f", loss);
  return text;
}

void train(SeedTrainer& trainer) {
  constexpr std::uint64_t kSlice = 8192;  // pairs; some tens of milliseconds
  ProgressLine line;
  while (!trainer.progress().finished) {
    const Progress& progress = trainer.advance(kSlice);
    const double loss =
        progress.running_loss != 0 ? progress.running_loss : progress.epoch_losses.back();
    line.show(progress.share,
              "epoch " + std::to_string(std::min(progress.epoch + 1, progress.epochs)) + " of " +
                  std::to_string(progress.epochs) + "  loss " + loss_text(loss));
  }
}

boost::json::object metrics_json(const RunRecord& record, const Model& model) {
  return {
      {"rows_read", record.report.rows_read},
      {"rows_skipped", record.report.rows_skipped},
      {"playlists", record.playlists},
      {"tracks", record.tracks},
      {"pairs_trained", record.pairs_trained},
      {"epoch_losses", boost::json::array(model.epoch_losses.begin(), model.epoch_losses.end())},
      {"seconds", record.seconds},
      {"pairs_per_second", std::round(static_cast<double>(record.pairs_trained) / record.seconds)},
      {"instruction_set", instruction_set()}};
}

void write_run(const RunOptions& options, const RunRecord& record, const Model& model) {
  replace_run_folder(options.name, [&](const std::filesystem::path& folder) {
    write_file(folder / kModelFile, write_model(model));
    write_file(folder / "tracks.tsv", [&](std::ostream& out) { export_tsv_tracks(model, out); });
    write_file(folder / "hyperparameters.json",
               boost::json::serialize(hyperparameters_json(model)) + "\n");
    write_file(folder / "metrics.json", boost::json::serialize(metrics_json(record, model)) + "\n");
  });
}

void run(const RunOptions& options) {
  require_run_name(options.name);
  require_readable(options);
  options.seed.validate();
  RunRecord record;
  Corpus corpus = read_corpus(options, record);
  print_report(options, record);
  SeedTrainer trainer(std::move(corpus), options.seed);
  const auto start = std::chrono::steady_clock::now();
  train(trainer);
  record.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  record.pairs_trained = trainer.progress().pairs_done;
  const Model model = trainer.model();
  write_run(options, record, model);
  std::cerr << "trained " << options.seed.epochs << " epochs in " << duration(record.seconds)
            << ", loss " << loss_text(model.epoch_losses.front()) << " to "
            << loss_text(model.epoch_losses.back()) << "\nwrote "
            << printable((run_folder(options.name) / kModelFile).string()) << '\n';
}

}  // namespace

void add_run(CLI::App& app) {
  const auto options = std::make_shared<RunOptions>();
  CLI::App* command =
      app.add_subcommand("run", "Train song2vec's experiment, faithfully, into experiments/NAME");
  command->add_option("NAME", options->name, "The run's name")->required();
  command
      ->add_option("--csv_path", options->csv_path,
                   "Playlists in the Zenodo form, - for standard input")
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
