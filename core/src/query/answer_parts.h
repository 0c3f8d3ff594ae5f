#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "query/expectation.h"
#include "query/memory_walk.h"
#include "query/standard_scores.h"
#include "segue/model/answer_weights.h"
#include "segue/model/model.h"

namespace segue {

/// What a playlist asks.
struct PlaylistQuestion {
  std::span<const TrackId> known;        ///< different tracks in order; one or more
  std::span<const TrackId> unlike = {};  ///< together they weigh a quarter of `known`
  std::size_t passed_by = kNoPlaylist;   ///< the playlist of the memory that asks itself
};

/// A score for every track by each part; none by parts that nobody asked for.
class PartTable {
 public:
  StandardScores& operator[](AnswerPart part) { return scores_[static_cast<std::size_t>(part)]; }
  const StandardScores& operator[](AnswerPart part) const {
    return scores_[static_cast<std::size_t>(part)];
  }

 private:
  std::array<StandardScores, kAnswerParts> scores_;
};

/// The scores that an answer is made of. May be asked by several threads at once.
class AnswerParts {
 public:
  /// The tables of the expectation, the vocabulary and the memory must outlive it.
  AnswerParts(const Expectation& expectation, const Vocabulary& vocabulary,
              const PlaylistMemory& memory);

  std::size_t tracks() const { return expectation_.tracks(); }
  const MemoryWalk& walk() const { return walk_; }

  /// Gives every track its score by each of the parts. Over the tracks that are not given the mean
  /// is 0 and the standard deviation 1; or all are 0 where that part tells no two tracks apart. The
  /// scores of other parts stay what they were.
  void score(const PlaylistQuestion& question, std::span<const AnswerPart> parts,
             PartTable& scores) const;

 private:
  void score_as_is(AnswerPart part, const PlaylistQuestion& question,
                   std::span<float> scores) const;
  void score_popularity(std::size_t passed_by, std::span<float> scores) const;
  void score_artists(std::span<const WeighedTrack> asked, std::span<float> scores) const;

  Expectation expectation_;
  const Vocabulary& vocabulary_;
  MemoryWalk walk_;
  std::vector<float> popularities_;     // of each track
  std::vector<std::uint32_t> artists_;  // the number of each track's
};

/// The known tracks, each the same, and against them the unlike ones: for Expectation and
/// MemoryWalk.
std::vector<WeighedTrack> weigh_alike(std::span<const TrackId> known,
                                      std::span<const TrackId> unlike);

}  // namespace segue
