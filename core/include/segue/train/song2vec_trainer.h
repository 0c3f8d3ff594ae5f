#pragma once

#include <cstdint>
#include <memory>

#include "segue/corpus/corpus.h"
#include "segue/model/model.h"
#include "segue/train/progress.h"
#include "segue/train/song2vec_options.h"

namespace segue {

/// Trains the `seed` recipe: song2vec to the letter (skip-gram with negative sampling as a Keras
/// model; Mikolov et al. 2013 for the method).
///
/// Pairs are every (target, context) within the window on either side, and as many negatives,
/// their targets a shuffle of the positive targets, their contexts uniform over the vocabulary.
/// The model is sigmoid(w * dot(target, context) + b), its loss the mean binary cross-entropy over
/// batches of 32 pairs, reshuffled each epoch, minimised by Keras's dense Adam.
///
/// The model depends on the corpus and the options only: not on how the work is cut into calls of
/// advance(), not on the machine, not on the instruction set.
class Song2vecTrainer {
 public:
  /// Throws Error(bad_option) for options out of range, Error(nothing_to_learn) where no playlist
  /// has two tracks, Error(bad_input) where there are 2^31 pairs or more. The corpus is moved in.
  Song2vecTrainer(Corpus corpus, const Song2vecOptions& options);
  ~Song2vecTrainer();
  Song2vecTrainer(Song2vecTrainer&&) noexcept;
  Song2vecTrainer& operator=(Song2vecTrainer&&) noexcept;

  /// Trains on about `pairs` more pairs (whole batches, at least one) and returns. Does nothing
  /// when finished. Throws Error(diverged) once the loss is no longer finite.
  const Progress& advance(std::uint64_t pairs);

  const Progress& progress() const;

  /// The model as it stands, also in the middle of training, which goes on as if it had not been
  /// asked. Throws Error(diverged) where a number in it is not finite.
  Model model() const;

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace segue
