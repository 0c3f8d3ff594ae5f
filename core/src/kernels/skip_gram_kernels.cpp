#include "kernels/skip_gram_kernels.h"

#include "kernels/kernels.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/skip_gram_kernels.cpp"
#include "hwy/foreach_target.h"
// foreach_target.h must come first.
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace segue::kernels::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using Floats = hn::CappedTag<float, kRowUnit>;
using Vector = hn::Vec<Floats>;
constexpr std::size_t kLanes = hn::MaxLanes(Floats());
constexpr std::size_t kCacheLine = 64 / sizeof(float);

#if HWY_TARGET == HWY_SCALAR

HWY_INLINE void store_sums(Vector a, Vector b, Vector c, Vector d, float* scores) {
  const Floats f;
  const Vector all[] = {a, b, c, d};
  for (std::size_t i = 0; i < kRowGroup; ++i)
    hn::Store(all[i], f, scores + i);
}

#else

using Four = hn::FixedTag<float, 4>;

HWY_INLINE hn::Vec<Four> fold(Four, hn::Vec<Four> v) {
  return v;
}

/// Adds up the 128-bit blocks of a vector.
template <class D>
HWY_INLINE hn::Vec<Four> fold(D, hn::Vec<D> v) {
  const hn::Half<D> half;
  return fold(half, hn::Add(hn::LowerHalf(half, v), hn::UpperHalf(half, v)));
}

/// Stores the sums of four vectors' lanes side by side: two rounds of interleaving in place of
/// four reductions.
HWY_INLINE void store_sums(Vector a, Vector b, Vector c, Vector d, float* scores) {
  const Floats f;
  const hn::Repartition<std::uint64_t, Floats> pairs;
  const auto ab = hn::BitCast(pairs, hn::Add(hn::InterleaveLower(f, a, b),  //
                                             hn::InterleaveUpper(f, a, b)));
  const auto cd = hn::BitCast(pairs, hn::Add(hn::InterleaveLower(f, c, d),  //
                                             hn::InterleaveUpper(f, c, d)));
  const Vector all = hn::Add(hn::BitCast(f, hn::InterleaveLower(pairs, ab, cd)),
                             hn::BitCast(f, hn::InterleaveUpper(pairs, ab, cd)));
  hn::Store(fold(f, all), Four(), scores);
}

#endif

/// scores[i] = dot(input, outputs[i]) for one group.
HWY_INLINE void score_group(const float* HWY_RESTRICT input, float* const* HWY_RESTRICT outputs,
                            std::size_t dim, float* HWY_RESTRICT scores) {
  const Floats f;
  const float* a = outputs[0];
  const float* b = outputs[1];
  const float* c = outputs[2];
  const float* d = outputs[3];
  Vector sum_a = hn::Zero(f), sum_b = sum_a, sum_c = sum_a, sum_d = sum_a;
  for (std::size_t i = 0; i < dim; i += kLanes) {
    const Vector x = hn::Load(f, input + i);
    sum_a = hn::MulAdd(x, hn::Load(f, a + i), sum_a);
    sum_b = hn::MulAdd(x, hn::Load(f, b + i), sum_b);
    sum_c = hn::MulAdd(x, hn::Load(f, c + i), sum_c);
    sum_d = hn::MulAdd(x, hn::Load(f, d + i), sum_d);
  }
  store_sums(sum_a, sum_b, sum_c, sum_d, scores);
}

/// e^-x for x >= 0, to within 2e-7 of itself; 0 from x = 87 on.
HWY_INLINE Vector exp_of_negative(Vector x) {
  const Floats f;
  const hn::RebindToSigned<Floats> integers;
  const Vector y = hn::Max(hn::Neg(x), hn::Set(f, -87.0f));
  const Vector n = hn::Round(hn::Mul(y, hn::Set(f, 1.44269504f)));
  // ln 2 in two parts, the first with few enough bits that n times it is exact.
  Vector r = hn::NegMulAdd(n, hn::Set(f, 0.693359375f), y);
  r = hn::NegMulAdd(n, hn::Set(f, -2.12194440e-4f), r);
  Vector p = hn::Set(f, 1.0f / 720);
  for (const float coefficient : {1.0f / 120, 1.0f / 24, 1.0f / 6, 0.5f, 1.0f, 1.0f})
    p = hn::MulAdd(p, r, hn::Set(f, coefficient));
  const auto exponent = hn::Add(hn::ConvertTo(integers, n), hn::Set(integers, 127));
  return hn::Mul(p, hn::BitCast(f, hn::ShiftLeft<23>(exponent)));
}

/// log(1 + e) for e in [0, 1], to within 1e-6: 2 artanh(e / (2 + e)) as its power series.
HWY_INLINE Vector log_of_one_plus(Vector e) {
  const Floats f;
  const Vector u = hn::Div(e, hn::Add(e, hn::Set(f, 2.0f)));
  const Vector square = hn::Mul(u, u);
  Vector p = hn::Set(f, 2.0f / 9);
  for (const float coefficient : {2.0f / 7, 2.0f / 5, 2.0f / 3, 2.0f})
    p = hn::MulAdd(p, square, hn::Set(f, coefficient));
  return hn::Mul(u, p);
}

/// The gain that moves a score by kMostScoreChange through its output row: in each lane the same.
HWY_INLINE Vector largest_gain(const TargetStep& step) {
  const Floats f;
  Vector squares = hn::Zero(f);
  for (std::size_t i = 0; i < step.dim; i += kLanes) {
    const Vector x = hn::Load(f, step.input + i);
    squares = hn::MulAdd(x, x, squares);
  }
  const Vector shortest = hn::Set(f, 1e-30f);  // an input of zeros has no bound
  return hn::Div(hn::Set(f, kMostScoreChange), hn::Max(hn::SumOfLanes(f, squares), shortest));
}

/// Turns scores into what each row adds of the other: rate * weight * (label - sigmoid(score)),
/// within its bound. Returns the weighted sum of the losses.
HWY_INLINE float scores_to_gains(const TargetStep& step) {
  const Floats f;
  const Vector largest = largest_gain(step);
  const Vector one = hn::Set(f, 1.0f);
  const Vector positives = hn::Set(f, static_cast<float>(step.positives));
  const Vector rate = hn::Set(f, step.rate);
  Vector loss = hn::Zero(f);
  for (std::size_t i = 0; i < step.count; i += kLanes) {
    const auto is_positive = hn::Lt(hn::Iota(f, static_cast<float>(i)), positives);
    const Vector weight = hn::Load(f, step.weights + i);
    const Vector score = hn::Load(f, step.scores + i);
    // A pair's loss is log(1 + e^z), its slope sigmoid(z), with z = -score where it is positive.
    const Vector z = hn::IfThenElse(is_positive, hn::Neg(score), score);
    const Vector size = hn::Abs(z);
    const Vector e = exp_of_negative(size);
    const Vector slope = hn::Div(hn::IfThenElse(hn::Ge(z, hn::Zero(f)), one, e), hn::Add(one, e));
    const Vector gain = hn::Min(hn::Mul(rate, hn::Mul(weight, slope)), largest);
    // (z + |z|) / 2 is max(z, 0), but keeps a NaN.
    const Vector hinge = hn::Mul(hn::Set(f, 0.5f), hn::Add(z, size));
    const Vector losses = hn::Mul(weight, hn::Add(hinge, log_of_one_plus(e)));
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

/// outputs[i] += gains[i] * input, and change += gains[i] * outputs[i] as it was, for one group.
/// A row that comes twice is changed twice: each is stored before the next is loaded. `next` is a
/// group to bring closer meanwhile.
HWY_INLINE void update_group(const float* HWY_RESTRICT input, float* const* HWY_RESTRICT outputs,
                             const float* HWY_RESTRICT gains, std::size_t dim,
                             float* HWY_RESTRICT change, float* const* HWY_RESTRICT next) {
  const Floats f;
  float* a = outputs[0];
  float* b = outputs[1];
  float* c = outputs[2];
  float* d = outputs[3];
  const Vector gain_a = hn::Set(f, gains[0]), gain_b = hn::Set(f, gains[1]);
  const Vector gain_c = hn::Set(f, gains[2]), gain_d = hn::Set(f, gains[3]);
  for (std::size_t i = 0; i < dim; i += kLanes) {
    const Vector x = hn::Load(f, input + i);
    Vector sum = hn::Load(f, change + i);
    const auto update = [&](float* row, Vector gain) HWY_ATTR {
      const Vector y = hn::Load(f, row + i);
      sum = hn::MulAdd(gain, y, sum);
      hn::Store(hn::MulAdd(gain, x, y), f, row + i);
    };
    prefetch_group(next, i);
    update(a, gain_a);
    update(b, gain_b);
    update(c, gain_c);
    update(d, gain_d);
    hn::Store(sum, f, change + i);
  }
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
  for (std::size_t i = 0; i < step.count; i += kRowGroup)
    update_group(step.input, step.outputs + i, step.scores + i, step.dim, change,
                 i < step.next_count ? step.next + i : step.outputs + i);
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
