#include "kernels/scan_kernels.h"

#include <cstring>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/scan_kernels.cpp"
#include "hwy/foreach_target.h"
// foreach_target.h must come first.
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace segue::kernels::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using Sums = hn::CappedTag<std::int32_t, kPanelRows>;
using Floats = hn::CappedTag<float, kPanelRows>;
constexpr std::size_t kLanes = hn::MaxLanes(Sums());
constexpr std::size_t kVectors = kPanelRows / kLanes;  // that make up a panel's sums
constexpr std::size_t kPairBytes = kPanelRows * 2;     // of one pair of numbers in a panel

#if HWY_TARGET == HWY_SCALAR

/// sums[q][v]: the products of query q with row v of `rows`.
template <std::size_t Q, std::size_t V>
HWY_INLINE void MultiplyRows(const std::int8_t* rows, std::size_t pairs, const PanelQuery* queries,
                             hn::Vec<Sums> (&sums)[Q][V]) {
  for (std::size_t q = 0; q < Q; ++q) {
    for (std::size_t v = 0; v < V; ++v) {
      std::int32_t sum = 0;
      for (std::size_t pair = 0; pair < pairs; ++pair) {
        for (std::size_t i = 0; i < 2; ++i)
          sum += rows[pair * kPairBytes + v * 2 + i] * queries[q].values[pair * 2 + i];
      }
      sums[q][v] = hn::Set(Sums(), sum);
    }
  }
}

#else

/// sums[q][v]: the products of query q with the rows that make up vector v of `rows`.
template <std::size_t Q, std::size_t V>
HWY_INLINE void MultiplyRows(const std::int8_t* HWY_RESTRICT rows, std::size_t pairs,
                             const PanelQuery* queries, hn::Vec<Sums> (&sums)[Q][V]) {
  const Sums d32;
  const hn::Repartition<std::int16_t, Sums> d16;
  const hn::Rebind<std::int8_t, decltype(d16)> d8;
  // The second sum stays at zero where an instruction adds neighbouring products: it costs nothing.
  hn::Vec<Sums> second[Q][V];
  for (std::size_t q = 0; q < Q; ++q) {
    for (std::size_t v = 0; v < V; ++v)
      sums[q][v] = second[q][v] = hn::Zero(d32);
  }
#pragma GCC unroll 4
  for (std::size_t pair = 0; pair < pairs; ++pair) {
    hn::Vec<decltype(d16)> row[V];
    for (std::size_t v = 0; v < V; ++v)
      row[v] = hn::PromoteTo(d16, hn::LoadU(d8, rows + pair * kPairBytes + v * kLanes * 2));
    for (std::size_t q = 0; q < Q; ++q) {
      std::int32_t both;
      std::memcpy(&both, queries[q].values + pair * 2, sizeof both);
      const auto query = hn::BitCast(d16, hn::Set(d32, both));
      for (std::size_t v = 0; v < V; ++v)
        sums[q][v] = hn::ReorderWidenMulAccumulate(d32, row[v], query, sums[q][v], second[q][v]);
    }
  }
  for (std::size_t q = 0; q < Q; ++q) {
    for (std::size_t v = 0; v < V; ++v)
      sums[q][v] = hn::RearrangeToOddPlusEven(sums[q][v], second[q][v]);
  }
}

#endif

template <std::size_t Q>
HWY_INLINE void UpperBounds(const Panels& panels, std::size_t first, std::size_t count,
                            const PanelQuery* queries, float* HWY_RESTRICT bounds,
                            bool* HWY_RESTRICT reached) {
  // As many sums as the registers of AVX2 hold: Q * V of them, V vectors of rows and a query.
  constexpr std::size_t V = Q == 1 ? kVectors : HWY_MIN(2, kVectors);
  const Floats df;
  for (std::size_t panel = 0; panel < count; ++panel) {
    const std::size_t row = (first + panel) * kPanelRows;
    hn::Mask<Floats> found[Q];
    for (auto& each : found)
      each = hn::Lt(hn::Zero(df), hn::Zero(df));
    for (std::size_t v = 0; v < kVectors; v += V) {
      hn::Vec<Sums> sums[Q][V];
      MultiplyRows<Q, V>(panels.values + (row * panels.pairs + v * kLanes) * 2, panels.pairs,
                         queries, sums);
      for (std::size_t i = 0; i < V; ++i) {
        const std::size_t at = (v + i) * kLanes;
        const auto scale = hn::LoadU(df, panels.scales + row + at);
        const auto offset = hn::LoadU(df, panels.offsets + row + at);
        const auto error = hn::LoadU(df, panels.errors + row + at);
        for (std::size_t q = 0; q < Q; ++q) {
          const auto sum = hn::Mul(hn::ConvertTo(df, sums[q][i]), hn::Set(df, queries[q].scale));
          const auto middle = hn::Add(hn::Mul(sum, scale), offset);
          const auto bound = hn::Add(middle, hn::Mul(error, hn::Set(df, queries[q].error_weight)));
          hn::StoreU(bound, df, bounds + (q * count + panel) * kPanelRows + at);
          const auto reaches = hn::Ge(bound, hn::Set(df, queries[q].threshold));
          found[q] = hn::Or(found[q], reaches);
        }
      }
    }
    for (std::size_t q = 0; q < Q; ++q)
      reached[q * count + panel] = !hn::AllFalse(df, found[q]);
  }
}

void UpperBoundsOfOne(const Panels& panels, std::size_t first, std::size_t count,
                      const PanelQuery* queries, float* bounds, bool* reached) {
  UpperBounds<1>(panels, first, count, queries, bounds, reached);
}

void UpperBoundsOfMany(const Panels& panels, std::size_t first, std::size_t count,
                       const PanelQuery* queries, float* bounds, bool* reached) {
  UpperBounds<kQueriesAtOnce>(panels, first, count, queries, bounds, reached);
}

}  // namespace segue::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace segue::kernels {

HWY_EXPORT(UpperBoundsOfOne);
HWY_EXPORT(UpperBoundsOfMany);

void upper_bounds(const Panels& panels, std::size_t first, std::size_t count,
                  std::span<const PanelQuery> queries, float* bounds, bool* reached) {
  if (queries.size() == kQueriesAtOnce) {
    HWY_DYNAMIC_DISPATCH(UpperBoundsOfMany)
    (panels, first, count, queries.data(), bounds, reached);
    return;
  }
  for (std::size_t q = 0; q < queries.size(); ++q) {
    HWY_DYNAMIC_DISPATCH(UpperBoundsOfOne)
    (panels, first, count, &queries[q], bounds + q * count * kPanelRows, reached + q * count);
  }
}

}  // namespace segue::kernels
#endif  // HWY_ONCE
