#include "quantised_table.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

#include "double_dot.h"
#include "segue/error.h"

namespace segue {
namespace {

constexpr double kRoundings = 2e-6;  // see QuantisedTable

double largest_magnitude(std::span<const float> vector) {
  float largest = 0;
  for (const float value : vector)
    largest = std::max(largest, std::abs(value));
  return largest;
}

/// The nearest whole number; `value` in [-2^15, 2^15]. std::lrint is a call of the library here.
int nearest(double value) {
  constexpr int kOffset = 1 << 16;  // the conversion rounds towards zero
  return static_cast<int>(value + (kOffset + 0.5)) - kOffset;
}

}  // namespace

QuantisedQuery::QuantisedQuery(std::span<const float> vector)
    : values_((vector.size() + 1) / 2 * 2) {
  const double length = length_of(vector);
  assert(std::isfinite(length));
  if (length == 0) return;
  const double largest = largest_magnitude(vector);
  double sum = 0;
  for (const float value : vector)
    sum += std::abs(double{value}) / largest;
  // No sum of products with numbers of 8 bits may overflow; rounding adds half to each number.
  const double room = (0x1p31 - 1) / 127 - static_cast<double>(vector.size());
  const double levels = std::floor(std::min(32767.0, room / sum));
  scale_ = static_cast<float>(largest / length / levels);
  double residual = 0;
  for (std::size_t i = 0; i < vector.size(); ++i) {
    const int level = nearest(vector[i] / largest * levels);
    values_[i] = static_cast<std::int16_t>(level);
    const double rest = vector[i] / length - double{scale_} * level;
    residual += rest * rest;
  }
  slack_ = 2 * std::sqrt(residual) + kRoundings;
}

QuantisedTable::QuantisedTable(const Embedding& input) : pairs_((input.dim + 1) / 2) {
  const std::size_t count = (input.rows + kernels::kPanelRows - 1) / kernels::kPanelRows;
  values_.resize(count * kernels::kPanelRows * 2 * pairs_);
  scales_.resize(count * kernels::kPanelRows);
  errors_.resize(count * kernels::kPanelRows);
  for (std::size_t index = 0; index < input.rows; ++index)
    add_row(index, input.row(index));
}

void QuantisedTable::add_row(std::size_t index, std::span<const float> row) {
  const double length = length_of(row);
  if (!std::isfinite(length)) {
    throw Error(ErrorCode::diverged,
                "the model holds numbers that are not finite: it cannot be searched; train it "
                "again with a lower learning rate");
  }
  if (length == 0) return;
  const double largest = largest_magnitude(row);
  const float scale = static_cast<float>(largest / length / 127);
  const std::size_t panel = index / kernels::kPanelRows;
  const std::size_t place = index % kernels::kPanelRows;
  std::int8_t* values = &values_[(panel * pairs_ * kernels::kPanelRows + place) * 2];
  double residual = 0;
  for (std::size_t i = 0; i < row.size(); ++i) {
    const int level = nearest(row[i] / largest * 127);
    values[i / 2 * kernels::kPanelRows * 2 + i % 2] = static_cast<std::int8_t>(level);
    const double rest = row[i] / length - double{scale} * level;
    residual += rest * rest;
  }
  scales_[index] = scale;
  errors_[index] = std::nextafter(static_cast<float>(std::sqrt(residual)),
                                  std::numeric_limits<float>::infinity());
}

}  // namespace segue
