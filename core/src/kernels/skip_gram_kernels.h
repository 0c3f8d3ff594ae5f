#pragma once

#include <cstddef>

/// The loops that training by `segue train` spends its time in, in SIMD for each instruction set.
/// Unlike those of kernels.h they use fused multiply-adds where the machine has them, which are
/// twice as fast: the last bits of a model depend on the instruction set.
namespace segue::kernels {

/// Rows are given in groups of this many: the loops take so many at once.
constexpr std::size_t kRowGroup = 4;
constexpr std::size_t kLargestDim = 4096;

/// How far a step moves the score of an input and an output row through the output row at most.
/// Where the input is long, a step for several pairs, or at a high rate, overshoots, and the next
/// one further. At word2vec's rates no step comes near it.
constexpr float kMostScoreChange = 1;

/// One target and the rows that it is trained against. Rows are cache-line aligned, padded to a
/// multiple of kRowUnit with zeros.
struct TargetStep {
  float* input;           ///< the target's row of the input table
  float* const* outputs;  ///< `count` rows of the output table; one may come more than once
  const float* weights;   ///< how many pairs each stands for; 0 for rows that only fill a group
  float* scores;          ///< scratch; like `weights`, with room for padded(count)
  std::size_t positives;  ///< the first so many rows are contexts, the others negatives
  std::size_t count;      ///< a multiple of kRowGroup
  std::size_t dim;        ///< numbers a row
  float rate;             ///< step size
  /// The rows that come into play after these: they are brought into the cache meanwhile, spread
  /// over the work, because a core has only so many reads under way (1.15 times the speed of
  /// asking for all of them at once). `next_count` of them, a multiple of kRowGroup.
  float* const* next;
  std::size_t next_count;
};

/// One step of gradient descent on the binary cross-entropy of all pairs, from the scores before
/// the step, none longer than kMostScoreChange allows. Returns the sum of the losses, in nats; not
/// finite where a score was not.
float train_target(const TargetStep& step);

}  // namespace segue::kernels
