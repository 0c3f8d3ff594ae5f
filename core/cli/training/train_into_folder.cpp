#include "training/train_into_folder.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "input/load_catalogue.h"
#include "input/read_corpus.h"
#include "output/terminal.h"
#include "runs/run_folder.h"
#include "segue/catalogue/catalogue_facts.h"
#include "segue/learn/watched_training.h"
#include "segue/train/trainer.h"
#include "segue/util/error.h"
#include "system/files.h"
#include "system/interrupt.h"
#include "training/training.h"
#include "training/training_folder.h"

namespace segue::cli {
namespace {

/// Writes checkpoints when it is time to.
class Checkpoints {
 public:
  Checkpoints(std::filesystem::path path, double minutes)
      : path_(std::move(path)), minutes_(minutes) {}

  bool is_due() const {
    return minutes_ > 0 && Clock::now() - last_ > std::chrono::duration<double>(60 * minutes_);
  }

  /// Throws Error(io); the older checkpoint stays.
  void write(const WatchedTraining& training) {
    last_ = Clock::now();
    write_file(path_, [&](std::ostream& out) {
      training.checkpoint([&](std::string_view piece) {
        out.write(piece.data(), static_cast<std::streamsize>(piece.size()));
      });
    });
    last_ = Clock::now();
  }

  /// Says so where that cannot be done: hours of training must not end for it.
  void try_to_write(const WatchedTraining& training, Pace& pace) {
    try {
      write(training);
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

/// How far a training has come, for a person.
std::string place_text(const Progress& progress) {
  return progress.is_open ? "epoch " + std::to_string(progress.epoch + 1) : percent(progress.share);
}

/// Whether the time that was given would be over if the step size began to fall an epoch later than
/// it can now.
bool is_time_to_wind_down(const TrainingJob& job, const Progress& now, const Pace& pace) {
  if (job.minutes == 0 || !now.is_open) return false;
  const double passes = now.share * now.epochs;
  const double passes_here = passes - pace.begin().share * pace.begin().epochs;
  if (passes_here <= 0) return false;
  const double left = (now.epoch + 2) / kSteadyShare - passes;
  return pace.seconds() * (1 + left / passes_here) > 60 * job.minutes;
}

void require_checkpoint_as_expected(const TrainingJob& job, const TrainingFolder& folder) {
  const std::filesystem::path checkpoint = folder.checkpoint();
  if (job.resume == std::filesystem::exists(checkpoint)) return;
  throw Error(ErrorCode::io,
              job.resume
                  ? "there is no training to go on with: leave --resume out to begin one"
                  : "a training was broken off here: add --resume to go on with it, or delete this "
                    "file to begin anew",
              {checkpoint.string()});
}

WatchedTraining begin_training(const TrainingJob& job, LoadedCorpus loaded,
                               const std::filesystem::path& checkpoint) {
  const RecipeOptions& options = job.training.recipe_options;
  const WatchOptions watch{.keeps_memory = job.keeps_memory};
  if (!job.resume) return {std::move(loaded.corpus), options, watch};
  const MappedFile file(checkpoint);
  WatchedTraining training(std::move(loaded.corpus), options, file.bytes(), checkpoint.string(),
                           watch);
  std::cerr << "going on at " << place_text(training.progress()) << '\n';
  return training;
}

/// What is left of a training where the system refused to write.
Error with_hint(const Error& error, const TrainingJob& job, const TrainingFolder& folder) {
  const std::string hint =
      std::filesystem::exists(folder.checkpoint())
          ? "; mend that and go on from the last checkpoint:\n" + job.resume_command
          : "; the training is lost";
  return {error.code(), error.message() + hint, error.location()};
}

/// Ends the command after a signal, with a checkpoint, and says how to go on.
[[noreturn]] void break_off(const TrainingJob& job, const TrainingFolder& folder,
                            const WatchedTraining& training, Checkpoints& checkpoints) {
  try {
    checkpoints.write(training);
  } catch (const Error& error) {
    throw with_hint(error, job, folder);
  }
  throw Interrupted(
      "interrupted at " + place_text(training.progress()) + "; to go on:\n" + job.resume_command,
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
void save(const TrainingJob& job, const TrainingFolder& folder, const std::vector<Song>& songs,
          Model model, const RunRecord& record) {
  add_facts(songs, model);
  try {
    write_run(folder.path(), model, record);
  } catch (const Error& error) {
    throw with_hint(error, job, folder);
  }
  print_summary(job.out, record);
}

/// Trains to the end, unless a signal comes before it.
RunRecord train_guarded(const TrainingJob& job, const TrainingFolder& folder,
                        WatchedTraining& training) {
  const Recipe recipe = recipe_of(job.training.recipe_options);
  Checkpoints checkpoints(folder.checkpoint(), job.checkpoint_minutes);
  return train_to_end(training, [&](Pace& pace) {
    if (training.progress().finished) return;
    if (is_time_to_wind_down(job, training.progress(), pace)) training.wind_down();
    const bool is_interrupted = InterruptWatch::signal() != 0;
    if (Trainer::has_checkpoints(recipe)) {
      if (is_interrupted) break_off(job, folder, training, checkpoints);
      if (checkpoints.is_due()) checkpoints.try_to_write(training, pace);
    } else if (is_interrupted) {
      throw Interrupted(std::string("interrupted; the recipe ") + to_string(recipe) +
                            " has no checkpoints, so nothing was kept",
                        InterruptWatch::signal());
    }
  });
}

void train(const TrainingJob& job, const TrainingFolder& folder, const std::vector<Song>& songs) {
  LoadedCorpus loaded =
      read_corpus({job.inputs, job.training.plan, job.keeps_memory, job.encoding});
  const InterruptWatch watch;
  const CorpusFacts facts = loaded.facts;
  WatchedTraining training = begin_training(job, std::move(loaded), folder.checkpoint());
  RunRecord record = train_guarded(job, folder, training);
  record.read = facts;
  record.popular_hits = training.popular_hits();
  record.threads = threads_of(job.training.recipe_options);
  record.carries_playlists = job.keeps_memory;
  save(job, folder, songs, std::move(training).finish(), record);
}

}  // namespace

void train_into_folder(const TrainingJob& job) {
  require_readable(job.inputs);
  // Before training, so that a mistake in it costs nothing.
  const std::vector<Song> songs = load_catalogue(job.catalogue);
  const TrainingFolder folder(job.out);
  require_checkpoint_as_expected(job, folder);
  try {
    train(job, folder, songs);
  } catch (const Error& error) {
    // A checkpoint on the way to numbers that are not finite would lead there again.
    std::error_code ignored;
    if (error.code() == ErrorCode::diverged) std::filesystem::remove(folder.checkpoint(), ignored);
    throw;
  }
}

}  // namespace segue::cli
