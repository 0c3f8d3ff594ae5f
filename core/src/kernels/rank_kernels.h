#pragma once

#include <cstddef>
#include <cstdint>

/// The loops that find the rank of one row among all for many queries at once, in SIMD for each
/// instruction set; as exact as skip_gram_kernels.h says of its own.
namespace segue::kernels {

constexpr std::size_t kRankQueries = 16;  // one AVX-512 vector, two of AVX2, four of SSE

/// A table, what its scores are multiplied with, and the queries.
struct RankStep {
  const float* rows;
  std::size_t stride;  ///< floats from one row to the next
  std::size_t dim;     ///< numbers a row
  const float* scales;
  /// By number: the first number of each of the kRankQueries queries, then the second. Cache-line
  /// aligned.
  const float* queries;
};

/// The sums of squares of `count` rows.
void row_squares(const float* rows, std::size_t stride, std::size_t dim, std::size_t count,
                 float* squares);

/// The scores of one row, scale times dot product, with each query.
void score_row(const RankStep& step, std::size_t row, float* scores);

/// Adds to counts[q] how many of the rows [first, first + count) score at least thresholds[q], by
/// the same numbers as score_row() gives.
void count_reaching(const RankStep& step, std::size_t first, std::size_t count,
                    const float* thresholds, std::uint64_t* counts);

}  // namespace segue::kernels
