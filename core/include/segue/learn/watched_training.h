#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "segue/corpus/corpus.h"
#include "segue/model/model.h"
#include "segue/train/progress.h"
#include "segue/train/recipe_options.h"

namespace segue {

/// Which trainings hide tracks to look what they find of them.
enum class Watch {
  open,  ///< those that go on until they have learnt, or weigh answers: the others train on all
  all,   ///< each whose recipe hides_tracks, to show how it comes on
};

/// How a training is watched, and what its model is to hold besides.
struct WatchOptions {
  Watch watch = Watch::open;
  /// Whether the model carries the playlists, hidden tracks and all, and answers by them as well:
  /// once it has learnt, the parts of an answer are weighed by the hidden tracks. Only of a recipe
  /// that hides_tracks.
  bool keeps_memory = false;
};

/// A training that hides a few tracks from itself, looks now and then what it finds of them, and
/// is over once that no longer rises.
///
/// Of up to a thousand playlists, and of no more than one in two hundred of all entries (a
/// hundredth, up to a hundred), one track each is hidden: hide_tracks(); with a memory of twice as
/// many. Leaving them out costs nothing that can be measured (experiments/ README.md), and what is
/// found of them at the end is true. Looks are at ends of epochs, as many and as dear as take a few
/// per cent of the time, and depend on what was trained only, so that one thread repeats its
/// result. Where there is too little to hide, an open training ends at most_epochs(), and answers
/// are weighed as helps on most sets.
class WatchedTraining {
 public:
  /// Throws what Trainer's constructor throws and, to keep a memory, playlist_memory_of(). The
  /// corpus is moved in.
  WatchedTraining(Corpus corpus, const RecipeOptions& options, const WatchOptions& watch = {});

  /// Goes on from what checkpoint() wrote, of the same corpus, options and `watch`: a checkpoint
  /// holds no memory, which is taken from the corpus again. `file` is the name that errors carry.
  WatchedTraining(Corpus corpus, const RecipeOptions& options, std::string_view checkpoint,
                  const std::string& file, const WatchOptions& watch = {});
  ~WatchedTraining();
  WatchedTraining(WatchedTraining&&) noexcept;
  WatchedTraining& operator=(WatchedTraining&&) noexcept;

  /// Trains on about so much more, as Trainer::advance() counts it, or goes on with a look or, in
  /// the end, with weighing answers: then on what takes about as long. Returns. Does nothing when
  /// finished.
  const Progress& advance(std::uint64_t amount);

  const Progress& progress() const;

  /// Tracks that are hidden from it.
  std::size_t hidden() const;

  /// How many of them stand among the ten tracks that most playlists hold, but for those that the
  /// playlist has: what knowing nothing else would find.
  std::size_t popular_hits() const;

  /// Of an open training: ends it before it has levelled off, as soon as an epoch is over.
  void wind_down();

  /// As Trainer's. The models have the memory where it is kept; that of finish() also weights of
  /// its answers: before all hidden tracks were asked for, by those that were, or the usual ones.
  Model model() const;
  Model finish() &&;
  void checkpoint(const std::function<void(std::string_view)>& sink) const;

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace segue
