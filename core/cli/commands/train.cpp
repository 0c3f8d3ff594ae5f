#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "commands/commands.h"
#include "input/load_catalogue.h"
#include "input/read_corpus.h"
#include "output/terminal.h"
#include "runs/run_folder.h"
#include "segue/catalogue/catalogue_facts.h"
#include "segue/train/skip_gram_trainer.h"
#include "segue/train/song2vec_trainer.h"
#include "segue/util/error.h"
#include "system/files.h"
#include "system/interrupt.h"
#include "training/training.h"
#include "training/training_folder.h"
#include "training/training_options.h"

namespace segue::cli {
namespace {

struct TrainOptions {
  std::vector<std::string> inputs;
  std::string out;
  std::string catalogue;  // empty: none
  TrainingOptions training;
  double checkpoint_minutes = 5;
  bool resume = false;
  std::string resume_command;
};

/// Writes checkpoints when it is time to.
class Checkpoints {
 public:
  Checkpoints(std::filesystem::path path, double minutes)
      : path_(std::move(path)), minutes_(minutes) {}

  bool is_due() const {
    return minutes_ > 0 && Clock::now() - last_ > std::chrono::duration<double>(60 * minutes_);
  }

  /// Throws Error(io); the older checkpoint stays.
  void write(const SkipGramTrainer& trainer) {
    last_ = Clock::now();
    write_file(path_, [&](std::ostream& out) {
      trainer.checkpoint([&](std::string_view piece) {
        out.write(piece.data(), static_cast<std::streamsize>(piece.size()));
      });
    });
    last_ = Clock::now();
  }

  /// Says so where that cannot be done: hours of training must not end for it.
  void try_to_write(const SkipGramTrainer& trainer, Pace& pace) {
    try {
      write(trainer);
    } catch (const Error& error) {
      pace.clear_line();
      std::cerr << "segue: " << printable(error.what())
                << "; training goes on, and the next checkpoint will be tried\n";
    }
  }

 private:
  using Clock = std::chrono::steady_clock;
  std::filesystem::path path_;
  double minutes_;
  Clock::time_point last_ = Clock::now();
};

void require_checkpoint_as_expected(const TrainOptions& options, const TrainingFolder& folder) {
  const std::filesystem::path checkpoint = folder.checkpoint();
  if (options.resume == std::filesystem::exists(checkpoint)) return;
  throw Error(ErrorCode::io,
              options.resume
                  ? "there is no training to go on with: leave --resume out to begin one"
                  : "a training was broken off here: add --resume to go on with it, or delete this "
                    "file to begin anew",
              {checkpoint.string()});
}

SkipGramTrainer make_trainer(const TrainOptions& options, LoadedCorpus loaded,
                             const std::filesystem::path& checkpoint) {
  SkipGramOptions skip_gram = options.training.skip_gram;
  if (!options.training.has_epochs) skip_gram.epochs = usual_epochs(loaded.facts.rows_read);
  if (!options.resume) return {std::move(loaded.corpus), skip_gram};
  const MappedFile file(checkpoint);
  SkipGramTrainer trainer(std::move(loaded.corpus), skip_gram, file.bytes(), checkpoint.string());
  std::cerr << "going on at " << percent(trainer.progress().share) << '\n';
  return trainer;
}

/// What is left of a training where the system refused to write.
Error with_hint(const Error& error, const TrainOptions& options, const TrainingFolder& folder) {
  const std::string hint =
      std::filesystem::exists(folder.checkpoint())
          ? "; mend that and go on from the last checkpoint:\n" + options.resume_command
          : "; the training is lost";
  return {error.code(), error.message() + hint, error.location()};
}

/// Ends the command after a signal, with a checkpoint, and says how to go on.
[[noreturn]] void break_off(const TrainOptions& options, const TrainingFolder& folder,
                            const SkipGramTrainer& trainer, Checkpoints& checkpoints) {
  try {
    checkpoints.write(trainer);
  } catch (const Error& error) {
    throw with_hint(error, options, folder);
  }
  throw Interrupted("interrupted at " + percent(trainer.progress().share) + "; to go on:\n" +
                        options.resume_command,
                    InterruptWatch::signal());
}

/// Writes genre, year and country of the tracks into the model, and says how many it knows.
void add_facts(const std::vector<Song>& songs, Model& model) {
  if (songs.empty()) return;
  model.facts = find_facts(model.vocabulary, songs);
  const auto known = std::count_if(model.facts.begin(), model.facts.end(),
                                   [](const TrackFacts& track) { return !track.genre.empty(); });
  std::cerr << "found " << grouped(static_cast<std::uint64_t>(known)) << " of "
            << several(model.vocabulary.size(), "track") << " in the catalogue\n";
}

/// Writes the run in place of what the folder holds.
void save(const TrainOptions& options, const TrainingFolder& folder, const std::vector<Song>& songs,
          Model model, const RunRecord& record) {
  add_facts(songs, model);
  try {
    write_run(folder.path(), model, record);
  } catch (const Error& error) {
    throw with_hint(error, options, folder);
  }
  print_summary(options.out, record);
}

void train_playlist(const TrainOptions& options, const TrainingFolder& folder,
                    const std::vector<Song>& songs) {
  LoadedCorpus loaded = read_corpus({options.inputs, 0, PlaylistIdentity::user_and_name,
                                     options.training.skip_gram.min_count, options.training.names});
  const InterruptWatch watch;
  try {
    const CorpusFacts facts = loaded.facts;
    SkipGramTrainer trainer = make_trainer(options, std::move(loaded), folder.checkpoint());
    Checkpoints checkpoints(folder.checkpoint(), options.checkpoint_minutes);
    RunRecord record = train_to_end(trainer, [&](Pace& pace) {
      if (trainer.progress().finished) return;
      if (InterruptWatch::signal() != 0) break_off(options, folder, trainer, checkpoints);
      if (checkpoints.is_due()) checkpoints.try_to_write(trainer, pace);
    });
    record.read = facts;
    record.threads = options.training.skip_gram.threads;
    save(options, folder, songs, std::move(trainer).take_model(), record);
  } catch (const Error& error) {
    // A checkpoint on the way to numbers that are not finite would lead there again.
    std::error_code ignored;
    if (error.code() == ErrorCode::diverged) std::filesystem::remove(folder.checkpoint(), ignored);
    throw;
  }
}

void train_seed(const TrainOptions& options, const TrainingFolder& folder,
                const std::vector<Song>& songs) {
  LoadedCorpus loaded =
      read_corpus({options.inputs, options.training.seed.num_rows, PlaylistIdentity::name, 1});
  const InterruptWatch watch;
  Song2vecTrainer trainer(std::move(loaded.corpus), options.training.seed);
  RunRecord record = train_to_end(trainer, [&](Pace&) {
    if (InterruptWatch::signal() == 0) return;
    throw Interrupted("interrupted; the recipe seed has no checkpoints, so nothing was kept",
                      InterruptWatch::signal());
  });
  record.read = loaded.facts;
  save(options, folder, songs, trainer.model(), record);
}

void train(const TrainOptions& options) {
  require_readable(options.inputs);
  // Before training, so that a mistake in it costs nothing.
  const std::vector<Song> songs = load_catalogue(options.catalogue);
  const TrainingFolder folder(options.out);
  require_checkpoint_as_expected(options, folder);
  options.training.is_seed() ? train_seed(options, folder, songs)
                             : train_playlist(options, folder, songs);
}

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

}  // namespace

void add_train(CLI::App& app, const std::vector<std::string>& command_line) {
  const auto options = std::make_shared<TrainOptions>();
  options->resume_command = resume_command(command_line);
  CLI::App* command = app.add_subcommand("train", "Train on playlists of any size, into a folder");
  command
      ->add_option("INPUT", options->inputs,
                   "Playlists of any form that `info` knows, folders and archives of them,\n"
                   "- for standard input")
      ->required();
  command
      ->add_option("--out", options->out,
                   "The folder to write. A model that it holds stays whole until the new one is")
      ->required();
  add_training_options(*command, options->training);
  command->add_option(
      "--catalogue", options->catalogue,
      "Write genre, year and country of the tracks into the model, from this table\n"
      "(data/README.md)");
  command
      ->add_option("--checkpoint-minutes", options->checkpoint_minutes,
                   "How often to write a checkpoint into the folder; 0: when interrupted only")
      ->capture_default_str();
  command->add_flag("--resume", options->resume,
                    "Go on from the checkpoint, with the same INPUT and options");
  command->footer(
      "Ctrl-C writes a checkpoint and says how to go on; a second one quits at once. Where "
      "standard\n"
      "error is not a terminal, a line says how far it is after 1, 2, 4, ... seconds, then each\n"
      "minute.");
  command->callback([command, options] {
    finish_training_options(*command, options->training);
    if (options->training.is_seed()) {
      refuse_under_seed(*command, "--checkpoint-minutes");
      refuse_under_seed(*command, "--resume");
    }
    if (!(options->checkpoint_minutes >= 0))
      throw CLI::ValidationError("--checkpoint-minutes", "must be 0 or more");
    train(*options);
  });
}

}  // namespace segue::cli
