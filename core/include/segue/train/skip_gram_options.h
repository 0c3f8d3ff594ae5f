#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace segue {

/// The value of SkipGramOptions::window that stands for the whole playlist.
constexpr std::uint32_t kWholePlaylist = 0;

/// The value of SkipGramOptions::epochs that leaves it to whoever watches the training.
constexpr std::uint32_t kUntilLearnt = 0;

/// The hyperparameters of skip-gram with negative sampling, with the field's names and word2vec's
/// defaults (Mikolov et al. 2013, "Distributed representations of words and phrases"). options_of()
/// has their ranges.
struct SkipGramOptions {
  std::uint32_t dim = 100;  ///< numbers a track
  /// Tracks on either side that may count as context, and for each target a number drawn evenly
  /// from 1 to it, as in word2vec. Or kWholePlaylist: eight others of the target's
  /// playlist, drawn evenly each time that the target is trained, or all where there are no more
  /// than eight; so a long playlist costs as much a track as a short one.
  std::uint32_t window = 5;
  /// A target is trained together with up to so many - 1 companions: others of its playlist, none
  /// to group - 1 of them, drawn evenly each time. Their mean is trained as if it were one input
  /// vector, because a playlist is continued by the mean of its tracks' vectors. 1 is plain
  /// skip-gram; more than 1 only where `window` is the whole playlist.
  std::uint32_t group = 1;
  std::uint32_t negative = 5;   ///< negative pairs for each positive one
  double ns_exponent = 0.75;    ///< negatives are drawn by count to this power
  double sample = 0;            ///< tracks more frequent than this share are sub-sampled; 0: none
  std::uint32_t epochs = 5;     ///< passes over the playlists; or kUntilLearnt
  double lr = 0.025;            ///< the step size at the start
  std::uint64_t min_count = 1;  ///< tracks that occur less often were left out. Only recorded
  std::uint32_t threads = 1;    ///< more than one do not repeat a result exactly
  std::uint64_t seed = 42;      ///< of all chance

  bool operator==(const SkipGramOptions&) const = default;

  /// Throws Error(bad_option), naming the option and its range, where one is out of range.
  void validate() const;

  /// All but `threads`, by name: what a model records of how it came about.
  std::map<std::string, double> hyperparameters() const;
};

/// The defaults of the recipe `playlist`, chosen by measurement on playlists
/// (experiments/README.md).
SkipGramOptions playlist_recipe();

/// The share of the passes that the step size stays what it was before it falls in a line. What it
/// is depends on no knowledge of when training will end, which is what lets a training be watched;
/// and it learns in 70 passes what a line from the first step on takes 100 for
/// (experiments/README.md).
constexpr double kSteadyShare = 0.7;

/// The most epochs of a training over so many rows that goes on until it has learnt: those that
/// train on four hundred million tracks, which is some minutes on two cores, from 7 to 300.
std::uint32_t most_epochs(std::uint64_t rows);

}  // namespace segue
