#include "query/int8_index.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

#include "kernels/double_dot.h"
#include "segue/util/error.h"

namespace segue {
namespace {

// See Int8Index.
constexpr double kRoundings = 1e-6;
constexpr double kDoubleRoundings = 1e-14;

double largest_magnitude(std::span<const double> vector) {
  double largest = 0;
  for (const double value : vector)
    largest = std::max(largest, std::abs(value));
  return largest;
}

/// The next float upwards, so that a bound stays one.
float rounded_up(double value) {
  return std::nextafter(static_cast<float>(value), std::numeric_limits<float>::infinity());
}

/// The row at length 1; zeros where it has none.
void fill_direction(std::span<const float> row, std::span<double> direction) {
  const double length = length_of(row);
  if (!std::isfinite(length)) {
    throw Error(ErrorCode::diverged,
                "the model holds numbers that are not finite: it cannot be searched; train it "
                "again with a lower learning rate");
  }
  for (std::size_t i = 0; i < row.size(); ++i)
    direction[i] = length == 0 ? 0 : row[i] / length;
}

/// The nearest whole number; `value` in [-2^15, 2^15]. std::lrint is a call of the library here.
int nearest(double value) {
  constexpr int kOffset = 1 << 16;  // the conversion rounds towards zero
  return static_cast<int>(value + (kOffset + 0.5)) - kOffset;
}

}  // namespace

Int8Index::Int8Index(const Embedding& input) : pairs_((input.dim + 1) / 2) {
  const std::size_t count = (input.rows + kernels::kPanelRows - 1) / kernels::kPanelRows;
  values_.resize(count * kernels::kPanelRows * 2 * pairs_);
  scales_.resize(count * kernels::kPanelRows);
  offsets_.resize(scales_.size());
  errors_.resize(count * kernels::kPanelRows);
  find_centre(input);
  std::vector<double> direction(input.dim);
  for (std::size_t index = 0; index < input.rows; ++index)
    add_row(index, input.row(index), direction);
}

void Int8Index::find_centre(const Embedding& input) {
  centre_.resize(input.dim);
  std::vector<double> direction(input.dim);
  for (std::size_t index = 0; index < input.rows; ++index) {
    fill_direction(input.row(index), direction);
    for (std::size_t i = 0; i < input.dim; ++i)
      centre_[i] += direction[i] / static_cast<double>(input.rows);
  }
}

void Int8Index::add_row(std::size_t index, std::span<const float> row,
                        std::span<double> direction) {
  fill_direction(row, direction);
  double offset = 0;
  for (std::size_t i = 0; i < direction.size(); ++i) {
    direction[i] -= centre_[i];
    offset += direction[i] * centre_[i];
  }
  const double largest = largest_magnitude(direction);
  // A scale below the normal floats would lose its precision; then the rest is all error.
  const float scale = static_cast<float>(largest / 127);
  const bool is_rounded_to_zero = scale < std::numeric_limits<float>::min();
  const std::size_t panel = index / kernels::kPanelRows;
  const std::size_t place = index % kernels::kPanelRows;
  std::int8_t* values = &values_[(panel * pairs_ * kernels::kPanelRows + place) * 2];
  double residual = 0;
  double reach = 0;
  for (std::size_t i = 0; i < direction.size(); ++i) {
    const int level = is_rounded_to_zero ? 0 : nearest(direction[i] / largest * 127);
    values[i / 2 * kernels::kPanelRows * 2 + i % 2] = static_cast<std::int8_t>(level);
    const double rounded = double{scale} * level;
    residual += (direction[i] - rounded) * (direction[i] - rounded);
    reach += rounded * rounded;
  }
  scales_[index] = scale;
  offsets_[index] = static_cast<float>(offset);
  errors_[index] = rounded_up(std::sqrt(residual));
  reach_ = std::max(reach_, std::sqrt(reach));
  largest_offset_ = std::max(largest_offset_, std::abs(offset));
  largest_error_ = std::max(largest_error_, double{errors_[index]});
}

QuantisedQuery Int8Index::quantise(std::span<const float> vector) const {
  QuantisedQuery query;
  query.values.resize(2 * pairs_);
  std::vector<double> difference(vector.size());  // v
  fill_direction(vector, difference);
  double square = 0;
  double sum = 0;
  for (std::size_t i = 0; i < difference.size(); ++i) {
    query.offset += centre_[i] * difference[i];
    difference[i] -= centre_[i];
    square += difference[i] * difference[i];
    sum += std::abs(difference[i]);
  }
  const double largest = largest_magnitude(difference);
  // No sum of products with numbers of 8 bits may overflow; rounding adds half to each number.
  const double room = (0x1p31 - 1) / 127 - static_cast<double>(vector.size());
  const double levels = std::floor(std::min(32767.0, room / std::max(1.0, sum / largest)));
  query.scale = static_cast<float>(largest / levels);
  const bool is_rounded_to_zero = !(query.scale >= std::numeric_limits<float>::min());
  double residual = 0;
  for (std::size_t i = 0; i < difference.size(); ++i) {
    const int level = is_rounded_to_zero ? 0 : nearest(difference[i] / largest * levels);
    query.values[i] = static_cast<std::int16_t>(level);
    const double rest = difference[i] - double{query.scale} * level;
    residual += rest * rest;
  }
  const double length = std::sqrt(square);
  query.error_weight = rounded_up(length);
  query.slack = reach_ * std::sqrt(residual) +
                (largest_offset_ + (reach_ + largest_error_) * length) * kRoundings +
                kDoubleRoundings;
  return query;
}

}  // namespace segue
