#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "segue/corpus/corpus.h"
#include "segue/model/model.h"
#include "segue/train/progress.h"
#include "segue/train/skip_gram_options.h"

namespace segue {

/// Trains skip-gram with negative sampling by stochastic gradient descent (Mikolov et al. 2013).
///
/// With a `window` of so many tracks on either side, the step size falls in a line to a
/// ten-thousandth of what it was, and each target has negatives of its own: word2vec's way. Where
/// the window is the whole playlist, sixteen targets of unlike playlists are trained side by side
/// and share their negatives, which is three times as fast and teaches as well; training starts
/// from what the playlists say at first sight, and not from chance; and the step size stays for
/// seven tenths of the passes before it falls. So it does where `epochs` is kUntilLearnt: such a
/// training is open until wind_down(), or until most_epochs() leave no more than that.
///
/// Each track in each playlist is a target once an epoch, the playlists in a new random order. A
/// target is trained against its contexts and its negatives together: all scores are taken before
/// any row changes. The negatives of all its contexts are drawn together, one for every three
/// pairs, each standing for three; and not by chance but along multiples of the golden ratio, which
/// is what makes so few of them teach as well as pairwise training (kPairsPerNegative in
/// src/train/pair_tables.h has the figures). A step that would overshoot is cut short
/// (kMostScoreChange in src/kernels/skip_gram_kernels.h). A track is never its own context.
/// With a `group`, the input of an example is the mean of its target's vector and its companions',
/// and each of them takes its share of the mean's gradient.
///
/// With one thread the same corpus, options and instruction set give the same model, bit for bit,
/// however the work is cut into calls of advance() and whether or not it was broken off and
/// resumed. Several threads write the tables without locks (Hogwild; Niu et al. 2011): what they
/// give differs from run to run by chance.
class SkipGramTrainer {
 public:
  /// Throws Error(bad_option) for options out of range, Error(nothing_to_learn) where no playlist
  /// has two different tracks, std::bad_alloc where the tables do not fit. The corpus is moved in.
  SkipGramTrainer(Corpus corpus, const SkipGramOptions& options);

  /// Goes on from what checkpoint() wrote. `file` is the name that errors carry. Throws
  /// Error(bad_input) for anything else than a whole checkpoint, and where it was made from
  /// another corpus or with other options (`threads` may differ), which it names.
  SkipGramTrainer(Corpus corpus, const SkipGramOptions& options, std::string_view checkpoint,
                  const std::string& file);
  ~SkipGramTrainer();
  SkipGramTrainer(SkipGramTrainer&&) noexcept;
  SkipGramTrainer& operator=(SkipGramTrainer&&) noexcept;

  /// Trains on about `tokens` more tracks (at least a few hundred) and returns. Does nothing when
  /// finished. Throws Error(diverged) once the mean loss of an epoch's pairs is ten times a coin's,
  /// or not finite.
  const Progress& advance(std::uint64_t tokens);

  const Progress& progress() const;

  /// Of a training that is_open, between two epochs, after the first: from here on the step size
  /// falls, over 3 passes for every 7 that were made, and then it is finished. Else nothing.
  void wind_down();

  /// Keeps what was found of tracks that were hidden from the training: in progress(), checkpoints
  /// and the model.
  void note(const Look& look);

  /// The tables as they stand, until advance() goes on.
  TableView input() const;
  TableView output() const;

  /// Hands the bytes of a checkpoint to `sink` piece by piece: the tables, how far training has
  /// come, the options, a fingerprint of the corpus. A safetensors file, as a model is.
  void checkpoint(const std::function<void(std::string_view)>& sink) const;

  /// The model as it stands, also in the middle of training, which goes on as if it had not been
  /// asked. Throws Error(diverged) where a number in it is not finite.
  Model model() const;

  /// The same without a copy of the tables, which a large model would not have room for; the
  /// trainer is used up.
  Model take_model() &&;

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace segue
