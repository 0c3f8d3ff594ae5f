#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "segue/model/answer_weights.h"

namespace segue {

using PartScores = std::array<float, kAnswerParts>;

/// One list to learn from: tracks that an answer may hold, of which the first should come first.
struct RankedList {
  std::vector<PartScores> scores;  ///< of each track; two at least
  std::vector<float> log_weights;  ///< of each: logarithm of how many tracks it stands for
};

/// Fits weights of the parts to lists: softmax cross-entropy over each list (Cao et al. 2007,
/// "Learning to rank: from pairwise approach to listwise approach", its top-one case), with a ridge
/// penalty on the way from weights that hold on most sets. Minimised by Newton's method with a line
/// search: the loss is convex, and has one minimum.
class ListwiseFit {
 public:
  /// The lists must outlive it.
  explicit ListwiseFit(std::span<const RankedList> lists) : lists_(lists) {}

  /// Weights of the `parts`, those of others being 0. Of `optional` parts only those are kept that
  /// the lists ask for beyond chance, and of `reasons` among them those that speak for a track.
  AnswerWeights fit(std::span<const AnswerPart> parts, std::span<const AnswerPart> optional,
                    std::span<const AnswerPart> reasons = {}) const;

 private:
  std::span<const RankedList> lists_;
};

}  // namespace segue
