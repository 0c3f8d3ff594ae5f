// What the loops of training share, for each instruction set: included once for each, inside no
// namespace, between foreach_target.h and the code that uses it.

#if defined(SEGUE_KERNELS_LOGISTIC_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef SEGUE_KERNELS_LOGISTIC_INL_H_
#undef SEGUE_KERNELS_LOGISTIC_INL_H_
#else
#define SEGUE_KERNELS_LOGISTIC_INL_H_
#endif

#include "hwy/highway.h"
#include "kernels/kernels.h"
#include "kernels/skip_gram_kernels.h"

HWY_BEFORE_NAMESPACE();
namespace segue::kernels::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using Floats = hn::CappedTag<float, kRowUnit>;
using Vector = hn::Vec<Floats>;
constexpr std::size_t kLanes = hn::MaxLanes(Floats());

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

/// How far a score is from its label, and what that costs.
struct Misses {
  Vector slopes;  ///< 1 - sigmoid(score) of a positive pair, sigmoid(score) of a negative one
  Vector losses;  ///< in nats
};

/// `z` is the score, with its sign changed where the pair is positive: a pair's loss is
/// log(1 + e^z), its slope sigmoid(z).
HWY_INLINE Misses misses_of(Vector z) {
  const Floats f;
  const Vector one = hn::Set(f, 1.0f);
  const Vector size = hn::Abs(z);
  const Vector e = exp_of_negative(size);
  // (z + |z|) / 2 is max(z, 0), but keeps a NaN.
  const Vector hinge = hn::Mul(hn::Set(f, 0.5f), hn::Add(z, size));
  return {hn::Div(hn::IfThenElse(hn::Ge(z, hn::Zero(f)), one, e), hn::Add(one, e)),
          hn::Add(hinge, log_of_one_plus(e))};
}

/// The gain that moves a score by kMostScoreChange through its output row, where the input's
/// numbers have this sum of squares: in each lane of its own.
HWY_INLINE Vector largest_gain(Vector squares) {
  const Floats f;
  const Vector shortest = hn::Set(f, 1e-30f);  // an input of zeros has no bound
  return hn::Div(hn::Set(f, kMostScoreChange), hn::Max(squares, shortest));
}

/// The sum of squares of a row, in each lane the same.
HWY_INLINE Vector sum_of_squares(const float* HWY_RESTRICT row, std::size_t dim) {
  const Floats f;
  Vector squares = hn::Zero(f);
  for (std::size_t i = 0; i < dim; i += kLanes) {
    const Vector x = hn::Load(f, row + i);
    squares = hn::MulAdd(x, x, squares);
  }
  return hn::SumOfLanes(f, squares);
}

/// outputs[i] += gains[i] * input, and change += gains[i] * outputs[i] as it was, for one group.
/// A row that comes twice is changed twice: each is stored before the next is loaded. `meanwhile`
/// is called with each offset that it comes to.
template <typename Meanwhile>
HWY_INLINE void update_group(const float* HWY_RESTRICT input, float* const* HWY_RESTRICT outputs,
                             const float* HWY_RESTRICT gains, std::size_t dim,
                             float* HWY_RESTRICT change, const Meanwhile& meanwhile) {
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
    meanwhile(i);
    update(a, gain_a);
    update(b, gain_b);
    update(c, gain_c);
    update(d, gain_d);
    hn::Store(sum, f, change + i);
  }
}

}  // namespace segue::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // SEGUE_KERNELS_LOGISTIC_INL_H_
