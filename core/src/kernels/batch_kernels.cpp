#include "kernels/batch_kernels.h"

#include "kernels/kernels.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/batch_kernels.cpp"
#include "hwy/foreach_target.h"
// foreach_target.h must come first.
#include "hwy/highway.h"
#include "kernels/logistic-inl.h"

HWY_BEFORE_NAMESPACE();
namespace segue::kernels::HWY_NAMESPACE {

// Sums that are kept in registers at once: half of those that there are, or what hides the time
// that a multiply-add takes.
constexpr std::size_t kSums = kLanes == 16 ? 16 : 8;
constexpr std::size_t kBatchVectors = kBatch / kLanes;
// Rows, or numbers of rows, with one sum for each target.
constexpr std::size_t kBlock = kSums > kBatchVectors ? kSums / kBatchVectors : 1;

/// The parts of the scratch. "By number" has the kBatch targets' values side by side.
struct Scratch {
  Scratch(const BatchStep& step)
      : stride(padded(step.dim)),
        means(step.scratch),
        changes(means + kBatch * stride),
        means_by_number(changes + kBatch * stride),
        changes_by_number(means_by_number + stride * kBatch),
        contexts(changes_by_number + stride * kBatch),
        negatives(contexts + kBatch * kBatchContexts),
        squares(negatives + step.negative_count * kBatch),
        context_squares(squares + kBatch),
        tiles(context_squares + kBatch * kBatchContexts) {}

  std::size_t stride;
  float* means;    // kBatch rows
  float* changes;  // kBatch rows
  float* means_by_number;
  float* changes_by_number;
  float* contexts;         // scores, then gains: kBatchContexts for each target
  float* negatives;        // scores, then gains: kBatch for each negative
  float* squares;          // of each target's mean
  float* context_squares;  // the same, once for each of its contexts
  float* tiles;  // the negatives as they were: kRowUnit numbers of each, then the next so many
};

HWY_INLINE void find_mean(float* const* HWY_RESTRICT inputs, std::size_t count, std::size_t dim,
                          float* HWY_RESTRICT mean) {
  const Floats f;
  const Vector share = hn::Set(f, count == 0 ? 0.0f : 1.0f / static_cast<float>(count));
  for (std::size_t i = 0; i < dim; i += kLanes) {
    Vector sum = hn::Zero(f);
    for (std::size_t k = 0; k < count; ++k)
      sum = hn::Add(sum, hn::Load(f, inputs[k] + i));
    hn::Store(hn::Mul(share, sum), f, mean + i);
  }
}

HWY_INLINE void find_means(const BatchStep& step, const Scratch& scratch) {
  float* const* inputs = step.inputs;
  for (std::size_t target = 0; target < kBatch; ++target) {
    float* const mean = scratch.means + target * scratch.stride;
    find_mean(inputs, step.input_counts[target], step.dim, mean);
    inputs += step.input_counts[target];
    const float squares = hn::GetLane(sum_of_squares(mean, step.dim));
    scratch.squares[target] = squares;
    for (std::size_t k = 0; k < kBatchContexts; ++k)
      scratch.context_squares[target * kBatchContexts + k] = squares;
    for (std::size_t i = 0; i < step.dim; ++i)
      scratch.means_by_number[i * kBatch + target] = mean[i];
  }
}

HWY_INLINE void score_contexts(const BatchStep& step, const Scratch& scratch) {
  static_assert(kBatchContexts % kRowGroup == 0);
  for (std::size_t i = 0; i < kBatch * kBatchContexts; i += kRowGroup)
    score_group(scratch.means + i / kBatchContexts * scratch.stride, step.contexts + i, step.dim,
                scratch.contexts + i);
}

/// Asks for the rows that come next, a cache line at a time.
class Ahead {
 public:
  explicit Ahead(const BatchStep& step)
      : row_(step.next), end_(step.next + step.next_count), dim_(step.dim) {}

  HWY_INLINE void ask() {
    constexpr std::size_t kCacheLine = 64 / sizeof(float);
    if (row_ == end_) return;
    // Into the second level of cache, as for reading: asking to write, into the first, is 0.96
    // times as fast, with one thread and with two.
    __builtin_prefetch(*row_ + offset_, 0, 2);
    offset_ += kCacheLine;
    if (offset_ < dim_) return;
    offset_ = 0;
    ++row_;
  }

  HWY_INLINE void ask_for_all() {
    while (row_ != end_)
      ask();
  }

 private:
  float* const* row_;
  float* const* end_;
  std::size_t dim_;
  std::size_t offset_ = 0;
};

/// Copies the negatives side by side: the products below then find them at fixed distances.
HWY_INLINE void copy_negatives(const BatchStep& step, const Scratch& scratch) {
  const Floats f;
  for (std::size_t row = 0; row < step.negative_count; ++row) {
    for (std::size_t i = 0; i < step.dim; i += kLanes) {
      float* const tile = scratch.tiles + i / kRowUnit * step.negative_count * kRowUnit;
      hn::Store(hn::Load(f, step.negatives[row] + i), f, tile + row * kRowUnit + i % kRowUnit);
    }
  }
}

/// The scores of all targets with kBlock negatives from `first` on: a matrix product whose columns
/// are the targets, so that nothing is added up across lanes.
HWY_INLINE void score_negatives(const BatchStep& step, const Scratch& scratch, std::size_t first,
                                Ahead& ahead) {
  const Floats f;
  Vector sums[kBlock][kBatchVectors];
  for (auto& row : sums) {
    for (Vector& sum : row)
      sum = hn::Zero(f);
  }
  const float* HWY_RESTRICT means = scratch.means_by_number;
  for (std::size_t i = 0; i < step.dim; i += kRowUnit) {
    const float* HWY_RESTRICT tile = scratch.tiles + (i * step.negative_count + first * kRowUnit);
    const std::size_t numbers = step.dim - i < kRowUnit ? step.dim - i : kRowUnit;
    for (std::size_t n = 0; n < numbers; ++n, ++tile, means += kBatch) {
      ahead.ask();
      ahead.ask();
      for (std::size_t v = 0; v < kBatchVectors; ++v) {
        const Vector mean = hn::Load(f, means + v * kLanes);
        for (std::size_t k = 0; k < kBlock; ++k)
          sums[k][v] = hn::MulAdd(hn::Set(f, tile[k * kRowUnit]), mean, sums[k][v]);
      }
    }
  }
  for (std::size_t k = 0; k < kBlock; ++k) {
    for (std::size_t v = 0; v < kBatchVectors; ++v)
      hn::Store(sums[k][v], f, scratch.negatives + (first + k) * kBatch + v * kLanes);
  }
}

/// Turns scores into gains, as scores_to_gains() of skip_gram_kernels.cpp does. Returns the
/// weighted losses.
HWY_INLINE Vector gains_of_contexts(const BatchStep& step, const Scratch& scratch) {
  const Floats f;
  const Vector rate = hn::Set(f, step.rate);
  Vector loss = hn::Zero(f);
  for (std::size_t i = 0; i < kBatch * kBatchContexts; i += kLanes) {
    const Vector largest = largest_gain(hn::Load(f, scratch.context_squares + i));
    const Vector weight = hn::Load(f, step.context_weights + i);
    const Misses misses = misses_of(hn::Neg(hn::Load(f, scratch.contexts + i)));
    loss = hn::MulAdd(weight, misses.losses, loss);
    hn::Store(hn::Min(hn::Mul(rate, hn::Mul(weight, misses.slopes)), largest), f,
              scratch.contexts + i);
  }
  return loss;
}

/// The same of the negatives.
HWY_INLINE Vector gains_of_negatives(const BatchStep& step, const Scratch& scratch) {
  const Floats f;
  Vector loss = hn::Zero(f);
  const Vector rate = hn::Set(f, -step.rate);
  for (std::size_t v = 0; v < kBatch; v += kLanes) {
    const Vector largest = hn::Neg(largest_gain(hn::Load(f, scratch.squares + v)));
    for (std::size_t i = v; i < step.negative_count * kBatch; i += kBatch) {
      const Vector weight = hn::Load(f, step.negative_weights + i);
      const Misses misses = misses_of(hn::Load(f, scratch.negatives + i));
      loss = hn::MulAdd(weight, misses.losses, loss);
      hn::Store(hn::Max(hn::Mul(rate, hn::Mul(weight, misses.slopes)), largest), f,
                scratch.negatives + i);
    }
  }
  return loss;
}

/// How the negatives change the means, by number: kBlock numbers from `first` on.
HWY_INLINE void change_means(const BatchStep& step, const Scratch& scratch, std::size_t first,
                             Ahead& ahead) {
  const Floats f;
  Vector sums[kBlock][kBatchVectors];
  for (auto& number : sums) {
    for (Vector& sum : number)
      sum = hn::Zero(f);
  }
  const float* HWY_RESTRICT tile =
      scratch.tiles + first / kRowUnit * step.negative_count * kRowUnit + first % kRowUnit;
  const float* HWY_RESTRICT gains = scratch.negatives;
  for (std::size_t row = 0; row < step.negative_count; ++row, tile += kRowUnit, gains += kBatch) {
    ahead.ask();
    for (std::size_t v = 0; v < kBatchVectors; ++v) {
      const Vector gain = hn::Load(f, gains + v * kLanes);
      for (std::size_t k = 0; k < kBlock; ++k)
        sums[k][v] = hn::MulAdd(hn::Set(f, tile[k]), gain, sums[k][v]);
    }
  }
  for (std::size_t k = 0; k < kBlock; ++k) {
    for (std::size_t v = 0; v < kBatchVectors; ++v)
      hn::Store(sums[k][v], f, scratch.changes_by_number + (first + k) * kBatch + v * kLanes);
  }
}

/// row[i ..] += the sum of each target's gain times its mean, for kCount vectors of the row.
template <std::size_t kCount>
HWY_INLINE void update_vectors(const Scratch& scratch, const float* HWY_RESTRICT gains,
                               std::size_t i, float* HWY_RESTRICT row) {
  const Floats f;
  Vector values[kCount];
  for (std::size_t v = 0; v < kCount; ++v)
    values[v] = hn::Load(f, row + i + v * kLanes);
  for (std::size_t target = 0; target < kBatch; ++target) {
    const Vector gain = hn::Set(f, gains[target]);
    const float* HWY_RESTRICT mean = scratch.means + target * scratch.stride + i;
    for (std::size_t v = 0; v < kCount; ++v)
      values[v] = hn::MulAdd(gain, hn::Load(f, mean + v * kLanes), values[v]);
  }
  for (std::size_t v = 0; v < kCount; ++v)
    hn::Store(values[v], f, row + i + v * kLanes);
}

/// The same for a whole row. One after another, because a row may come twice.
HWY_INLINE void update_negative(const Scratch& scratch, const float* HWY_RESTRICT gains,
                                std::size_t dim, float* HWY_RESTRICT row) {
  const std::size_t vectors = (dim + kLanes - 1) / kLanes;
  std::size_t v = 0;
  for (; v + 7 <= vectors; v += 7)  // a hundred numbers are one such block, two or four
    update_vectors<7>(scratch, gains, v * kLanes, row);
  for (; v + 4 <= vectors; v += 4)
    update_vectors<4>(scratch, gains, v * kLanes, row);
  for (; v < vectors; ++v)
    update_vectors<1>(scratch, gains, v * kLanes, row);
}

HWY_INLINE void update_contexts(const BatchStep& step, const Scratch& scratch) {
  for (std::size_t target = 0; target < kBatch; ++target) {
    float* const change = scratch.changes + target * scratch.stride;
    for (std::size_t i = 0; i < step.dim; ++i)
      change[i] = scratch.changes_by_number[i * kBatch + target];
    for (std::size_t i = step.dim; i < scratch.stride; ++i)
      change[i] = 0;
    for (std::size_t k = 0; k < kBatchContexts; k += kRowGroup) {
      const std::size_t at = target * kBatchContexts + k;
      update_group(scratch.means + target * scratch.stride, step.contexts + at,
                   scratch.contexts + at, step.dim, change, [](std::size_t) HWY_ATTR {});
    }
  }
}

/// Each input adds its share of how the mean was changed: the gradient of a mean.
HWY_INLINE void update_inputs(const BatchStep& step, const Scratch& scratch) {
  const Floats f;
  float* const* inputs = step.inputs;
  for (std::size_t target = 0; target < kBatch; ++target) {
    const std::size_t count = step.input_counts[target];
    const float* const change = scratch.changes + target * scratch.stride;
    const Vector share = hn::Set(f, 1.0f / static_cast<float>(count == 0 ? 1 : count));
    for (std::size_t k = 0; k < count; ++k, ++inputs) {
      for (std::size_t i = 0; i < step.dim; i += kLanes)
        hn::Store(hn::MulAdd(share, hn::Load(f, change + i), hn::Load(f, *inputs + i)), f,
                  *inputs + i);
    }
  }
}

float TrainBatch(const BatchStep& step) {
  static_assert(kNegativeGroup % kBlock == 0 && kRowUnit % kBlock == 0);
  const Floats f;
  const Scratch scratch(step);
  find_means(step, scratch);
  score_contexts(step, scratch);
  copy_negatives(step, scratch);
  Ahead ahead(step);
  for (std::size_t i = 0; i < step.negative_count; i += kBlock)
    score_negatives(step, scratch, i, ahead);
  const Vector loss = hn::Add(gains_of_contexts(step, scratch), gains_of_negatives(step, scratch));
  for (std::size_t i = 0; i < step.dim; i += kBlock)
    change_means(step, scratch, i, ahead);
  ahead.ask_for_all();
  update_contexts(step, scratch);
  for (std::size_t i = 0; i < step.negative_count; ++i)
    update_negative(scratch, scratch.negatives + i * kBatch, step.dim, step.negatives[i]);
  update_inputs(step, scratch);
  return hn::GetLane(hn::SumOfLanes(f, loss));
}

}  // namespace segue::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace segue::kernels {

HWY_EXPORT(TrainBatch);

std::size_t batch_scratch(std::size_t dim, std::size_t negative_count) {
  return 4 * kBatch * padded(dim) + 2 * kBatch * kBatchContexts + kBatch * negative_count + kBatch +
         negative_count * padded(dim);
}

float train_batch(const BatchStep& step) {
  return HWY_DYNAMIC_DISPATCH(TrainBatch)(step);
}

}  // namespace segue::kernels
#endif  // HWY_ONCE
