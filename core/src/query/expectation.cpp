#include "query/expectation.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

#include "kernels/double_dot.h"
#include "kernels/kernels.h"

namespace segue {
namespace {

std::span<const float> row_of(const TableView& table, std::size_t index) {
  return {table.row(index), table.dim};
}

std::vector<float> scales_of(const TableView& output) {
  std::vector<double> lengths(output.rows);
  for (std::size_t row = 0; row < output.rows; ++row)
    lengths[row] = length_of(row_of(output, row));
  // Relative to the mean length, so that scores keep the size that they were trained to have.
  const double mean = std::accumulate(lengths.begin(), lengths.end(), 0.0) /
                      static_cast<double>(std::max<std::size_t>(lengths.size(), 1));
  std::vector<float> scales(output.rows);
  for (std::size_t row = 0; row < output.rows; ++row)
    scales[row] = static_cast<float>(lengths[row] > 0 ? std::sqrt(mean / lengths[row]) : 1.0);
  return scales;
}

}  // namespace

Expectation::Expectation(const TableView& input, const TableView& output, float logit_weight)
    : input_(input), output_(output), logit_weight_(logit_weight), scales_(scales_of(output)) {}

std::vector<float> Expectation::direction(std::span<const WeighedTrack> asked) const {
  std::vector<float> sum(kernels::padded(input_.dim));
  for (const auto& [track, weight] : asked) {
    const float* const row = input_.row(track);
    // The logit's weight may have been learnt to be negative by the seed recipe.
    for (std::size_t i = 0; i < input_.dim; ++i)
      sum[i] += weight * logit_weight_ * row[i];
  }
  return sum;
}

void Expectation::score_rows(std::size_t begin, std::size_t end, std::span<const float> direction,
                             std::span<float> scores) const {
  kernels::row_dots(output_.row(begin), output_.stride, output_.dim, end - begin, direction.data(),
                    &scores[begin]);
  for (std::size_t id = begin; id < end; ++id)
    scores[id] *= scales_[id];
}

void Expectation::score(std::span<const WeighedTrack> asked, std::span<float> scores) const {
  assert(scores.size() == tracks());
  if (!scores.empty()) score_rows(0, tracks(), direction(asked), scores);
}

void Expectation::score(std::span<const WeighedTrack> first, std::span<float> first_scores,
                        std::span<const WeighedTrack> second,
                        std::span<float> second_scores) const {
  assert(first_scores.size() == tracks() && second_scores.size() == tracks());
  constexpr std::size_t kRowsInCache = 256;
  const std::vector<float> first_direction = direction(first);
  const std::vector<float> second_direction = direction(second);
  for (std::size_t begin = 0; begin < tracks(); begin += kRowsInCache) {
    const std::size_t end = std::min(begin + kRowsInCache, tracks());
    score_rows(begin, end, first_direction, first_scores);
    score_rows(begin, end, second_direction, second_scores);
  }
}

}  // namespace segue
