#pragma once

#include <cstddef>

/// The loop that training by whole playlists spends its time in, in SIMD for each instruction set;
/// as exact as skip_gram_kernels.h says of its own.
///
/// A target by itself is trained as fast as its rows come from memory, a hundred of them. A batch
/// of targets that share their negatives has a tenth of the rows to wait for.
namespace segue::kernels {

constexpr std::size_t kBatch = 16;         // targets; one AVX-512 vector of scores a negative
constexpr std::size_t kBatchContexts = 8;  // that each target has place for

/// A batch of targets, each with its own inputs and contexts, and the negatives of all. Rows are
/// cache-line aligned, padded to a multiple of kRowUnit with zeros.
struct BatchStep {
  /// Rows of the input table, target after target: the input of a target is the mean of its
  /// input_counts[target] rows; of none, where the batch is not full.
  float* const* inputs;
  const std::size_t* input_counts;  ///< kBatch of them

  /// kBatchContexts rows of the output table for each target, and how many pairs each stands for:
  /// 0 where there is no such context; the row is then any.
  float* const* contexts;
  const float* context_weights;

  /// `negative_count` rows of the output table, a multiple of kNegativeGroup; one may come more
  /// than once. For each of them kBatch weights: how many pairs it stands for with each target.
  float* const* negatives;
  const float* negative_weights;
  std::size_t negative_count;

  std::size_t dim;  ///< numbers a row
  float rate;       ///< step size
  float* scratch;   ///< batch_scratch() floats, cache-line aligned; what they hold does not count

  /// `next_count` rows that come into play after these: they are brought into the cache meanwhile,
  /// spread over the work, because a core has only so many reads under way.
  float* const* next;
  std::size_t next_count;
};

constexpr std::size_t kNegativeGroup = 16;

/// How much a step needs to work in.
std::size_t batch_scratch(std::size_t dim, std::size_t negative_count);

/// One step of gradient descent on the binary cross-entropy of all pairs: all scores are taken from
/// the rows as they were, then each row is moved by the sum of its gradients (where two targets
/// have one context, the second finds it as the first has left it). No pair moves its score by more
/// than kMostScoreChange through its output row. Returns the sum of the losses, in nats; not finite
/// where a score was not.
float train_batch(const BatchStep& step);

}  // namespace segue::kernels
