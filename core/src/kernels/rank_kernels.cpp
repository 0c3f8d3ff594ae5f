#include "kernels/rank_kernels.h"

#include <algorithm>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/rank_kernels.cpp"
#include "hwy/foreach_target.h"
// foreach_target.h must come first.
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace segue::kernels::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using Floats = hn::CappedTag<float, kRankQueries>;
using Vector = hn::Vec<Floats>;
constexpr std::size_t kLanes = hn::MaxLanes(Floats());
constexpr std::size_t kVectors = kRankQueries / kLanes;
// Sums in registers at once: of so many rows, each in so many parts, to hide the time that a
// multiply-add takes.
constexpr std::size_t kRows = kLanes >= 8 ? 4 : 2;
constexpr std::size_t kParts = kLanes == 16 ? 4 : 1;

void RowSquares(const float* rows, std::size_t stride, std::size_t dim, std::size_t count,
                float* squares) {
  const Floats f;
  for (std::size_t row = 0; row < count; ++row, rows += stride) {
    Vector sum = hn::Zero(f);
    std::size_t i = 0;
    for (; i + kLanes <= dim; i += kLanes) {
      const Vector x = hn::LoadU(f, rows + i);
      sum = hn::MulAdd(x, x, sum);
    }
    float all = hn::GetLane(hn::SumOfLanes(f, sum));
    for (; i < dim; ++i)
      all += rows[i] * rows[i];
    squares[row] = all;
  }
}

/// The scores of kCount rows from `row` on, in the same order of additions for any kCount.
template <std::size_t kCount>
HWY_INLINE void score(const RankStep& step, std::size_t row, Vector (&scores)[kCount][kVectors]) {
  const Floats f;
  Vector sums[kParts][kCount][kVectors];
  for (auto& part : sums) {
    for (auto& of_row : part) {
      for (Vector& sum : of_row)
        sum = hn::Zero(f);
    }
  }
  const float* const first = step.rows + row * step.stride;
  const auto add = [&](std::size_t i, std::size_t part) HWY_ATTR {
    for (std::size_t v = 0; v < kVectors; ++v) {
      const Vector numbers = hn::Load(f, step.queries + i * kRankQueries + v * kLanes);
      for (std::size_t k = 0; k < kCount; ++k)
        sums[part][k][v] =
            hn::MulAdd(hn::Set(f, first[k * step.stride + i]), numbers, sums[part][k][v]);
    }
  };
  std::size_t i = 0;
  for (; i + kParts <= step.dim; i += kParts) {
    for (std::size_t part = 0; part < kParts; ++part)
      add(i + part, part);
  }
  for (; i < step.dim; ++i)
    add(i, 0);
  for (std::size_t k = 0; k < kCount; ++k) {
    const Vector scale = hn::Set(f, step.scales[row + k]);
    for (std::size_t v = 0; v < kVectors; ++v) {
      Vector sum = sums[0][k][v];
      for (std::size_t part = 1; part < kParts; ++part)
        sum = hn::Add(sum, sums[part][k][v]);
      scores[k][v] = hn::Mul(scale, sum);
    }
  }
}

void ScoreRow(const RankStep& step, std::size_t row, float* scores) {
  const Floats f;
  Vector all[1][kVectors];
  score(step, row, all);
  for (std::size_t v = 0; v < kVectors; ++v)
    hn::StoreU(all[0][v], f, scores + v * kLanes);
}

template <std::size_t kCount>
HWY_INLINE void count_rows(const RankStep& step, std::size_t row, const float* thresholds,
                           Vector (&counts)[kVectors]) {
  const Floats f;
  Vector scores[kCount][kVectors];
  score(step, row, scores);
  const Vector one = hn::Set(f, 1.0f);
  for (std::size_t v = 0; v < kVectors; ++v) {
    const Vector threshold = hn::LoadU(f, thresholds + v * kLanes);
    for (std::size_t k = 0; k < kCount; ++k)
      counts[v] = hn::Add(counts[v], hn::IfThenElseZero(hn::Ge(scores[k][v], threshold), one));
  }
}

void CountReaching(const RankStep& step, std::size_t first, std::size_t count,
                   const float* thresholds, std::uint64_t* counts) {
  constexpr std::size_t kExact = 1 << 20;  // rows that a float counts without a slip, and to spare
  const Floats f;
  for (const std::size_t end = first + count; first < end;) {
    const std::size_t stop = std::min(end, first + kExact);
    Vector sums[kVectors];
    for (Vector& sum : sums)
      sum = hn::Zero(f);
    for (; first + kRows <= stop; first += kRows)
      count_rows<kRows>(step, first, thresholds, sums);
    for (; first < stop; ++first)
      count_rows<1>(step, first, thresholds, sums);
    float numbers[kRankQueries];
    for (std::size_t v = 0; v < kVectors; ++v)
      hn::StoreU(sums[v], f, numbers + v * kLanes);
    for (std::size_t q = 0; q < kRankQueries; ++q)
      counts[q] += static_cast<std::uint64_t>(numbers[q]);
  }
}

}  // namespace segue::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace segue::kernels {

HWY_EXPORT(RowSquares);
HWY_EXPORT(ScoreRow);
HWY_EXPORT(CountReaching);

void row_squares(const float* rows, std::size_t stride, std::size_t dim, std::size_t count,
                 float* squares) {
  HWY_DYNAMIC_DISPATCH(RowSquares)(rows, stride, dim, count, squares);
}

void score_row(const RankStep& step, std::size_t row, float* scores) {
  HWY_DYNAMIC_DISPATCH(ScoreRow)(step, row, scores);
}

void count_reaching(const RankStep& step, std::size_t first, std::size_t count,
                    const float* thresholds, std::uint64_t* counts) {
  HWY_DYNAMIC_DISPATCH(CountReaching)(step, first, count, thresholds, counts);
}

}  // namespace segue::kernels
#endif  // HWY_ONCE
