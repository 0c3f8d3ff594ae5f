#include "kernels/skip_gram_kernels.h"

#include "kernels/kernels.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/skip_gram_kernels.cpp"
#include "hwy/foreach_target.h"
// foreach_target.h must come first.
#include "hwy/highway.h"
#include "kernels/logistic-inl.h"

HWY_BEFORE_NAMESPACE();
namespace segue::kernels::HWY_NAMESPACE {

constexpr std::size_t kCacheLine = 64 / sizeof(float);

/// Turns scores into what each row adds of the other: rate * weight * (label - sigmoid(score)),
/// within its bound. Returns the weighted sum of the losses.
HWY_INLINE float scores_to_gains(const TargetStep& step) {
  const Floats f;
  const Vector largest = largest_gain(sum_of_squares(step.input, step.dim));
  const Vector positives = hn::Set(f, static_cast<float>(step.positives));
  const Vector rate = hn::Set(f, step.rate);
  Vector loss = hn::Zero(f);
  for (std::size_t i = 0; i < step.count; i += kLanes) {
    const auto is_positive = hn::Lt(hn::Iota(f, static_cast<float>(i)), positives);
    const Vector weight = hn::Load(f, step.weights + i);
    const Vector score = hn::Load(f, step.scores + i);
    const Misses misses = misses_of(hn::IfThenElse(is_positive, hn::Neg(score), score));
    const Vector gain = hn::Min(hn::Mul(rate, hn::Mul(weight, misses.slopes)), largest);
    const Vector losses = hn::Mul(weight, misses.losses);
    loss = hn::Add(loss, hn::IfThenElse(hn::Eq(weight, hn::Zero(f)), hn::Zero(f), losses));
    hn::Store(hn::IfThenElse(is_positive, gain, hn::Neg(gain)), f, step.scores + i);
  }
  return hn::GetLane(hn::SumOfLanes(f, loss));
}

/// Brings the cache line at `offset` of a group's rows closer, once for each line.
HWY_INLINE void prefetch_group(float* const* HWY_RESTRICT rows, std::size_t offset) {
  if (offset % kCacheLine != 0) return;
  for (std::size_t i = 0; i < kRowGroup; ++i)
    __builtin_prefetch(rows[i] + offset, 1);
}

float TrainTarget(const TargetStep& step) {
  const Floats f;
  for (std::size_t i = 0; i < step.count; i += kRowGroup)
    score_group(step.input, step.outputs + i, step.dim, step.scores + i);
  for (std::size_t i = step.count; i < padded(step.count); ++i)
    step.scores[i] = 0;
  const float loss = scores_to_gains(step);
  HWY_ALIGN float change[kLargestDim + kRowUnit];
  for (std::size_t i = 0; i < step.dim; i += kLanes)
    hn::Store(hn::Zero(f), f, change + i);
  for (std::size_t i = 0; i < step.count; i += kRowGroup) {
    float* const* const next = i < step.next_count ? step.next + i : step.outputs + i;
    update_group(step.input, step.outputs + i, step.scores + i, step.dim, change,
                 [&](std::size_t offset) HWY_ATTR { prefetch_group(next, offset); });
  }
  for (std::size_t i = step.count; i < step.next_count; i += kRowGroup) {
    for (std::size_t offset = 0; offset < step.dim; offset += kCacheLine)
      prefetch_group(step.next + i, offset);
  }
  for (std::size_t i = 0; i < step.dim; i += kLanes)
    hn::Store(hn::Add(hn::Load(f, step.input + i), hn::Load(f, change + i)), f, step.input + i);
  return loss;
}

}  // namespace segue::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace segue::kernels {

HWY_EXPORT(TrainTarget);

float train_target(const TargetStep& step) {
  return HWY_DYNAMIC_DISPATCH(TrainTarget)(step);
}

}  // namespace segue::kernels
#endif  // HWY_ONCE
