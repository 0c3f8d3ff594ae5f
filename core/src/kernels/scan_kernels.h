#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

/// The loop that compares queries with all rows of a table in whole numbers, in SIMD for each
/// instruction set; the results are the same bits with each.
namespace segue::kernels {

constexpr std::size_t kPanelRows = 16;  // one AVX-512 vector of sums, two of AVX2, four of SSE

/// A table of rows in 8 bits, in panels of kPanelRows rows. A panel holds the rows' first two
/// numbers, row after row, then their next two, and so on: a vector of sums then has one row a
/// lane, and nothing need be added up across lanes. Row i, number d stands at
///   values[i / kPanelRows * kPanelRows * 2 * pairs + d / 2 * kPanelRows * 2 + i % kPanelRows * 2 +
///   d % 2].
struct Panels {
  const std::int8_t* values;
  const float* scales;   ///< of each row
  const float* offsets;  ///< of each row
  const float* errors;   ///< of each row
  std::size_t pairs;     ///< half the length of a row
};

/// A query in 16 bits: for every row, |sum of products| < 2^31.
struct PanelQuery {
  const std::int16_t* values;  ///< 2 * pairs
  float scale;
  float error_weight;
  float threshold;
};

constexpr std::size_t kQueriesAtOnce = 4;  // that share the loading of a row

/// For each of at most kQueriesAtOnce queries and each row of the panels [first, first + count):
///   bounds[q * count * kPanelRows + row - first * kPanelRows]
///     = sum of products * the query's scale * the row's scale + the row's offset
///       + the query's error weight * the row's error,
///   reached[q * count + panel - first] = whether a row of the panel has at least the threshold.
void upper_bounds(const Panels& panels, std::size_t first, std::size_t count,
                  std::span<const PanelQuery> queries, float* bounds, bool* reached);

}  // namespace segue::kernels
