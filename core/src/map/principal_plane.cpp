#include "map/principal_plane.h"

#include <cmath>
#include <span>

#include "kernels/double_dot.h"

namespace segue {
namespace {

// The first pass finds the mean. Afterwards the plane turns less and less; it is where a layout
// begins, and need not be exact.
constexpr std::size_t kPasses = 1 + 20;

double dot(std::span<const float> vector, const std::vector<double>& direction) {
  constexpr std::size_t kParts = 4;  // as in double_dot()
  double sums[kParts] = {};
  std::size_t i = 0;
  for (; i + kParts <= vector.size(); i += kParts) {
    for (std::size_t part = 0; part < kParts; ++part)
      sums[part] += double{vector[i + part]} * direction[i + part];
  }
  for (; i < vector.size(); ++i)
    sums[0] += double{vector[i]} * direction[i];
  return (sums[0] + sums[2]) + (sums[1] + sums[3]);
}

double dot(const std::vector<double>& a, const std::vector<double>& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    sum += a[i] * b[i];
  return sum;
}

void add_scaled(double scale, std::span<const float> vector, std::vector<double>& sum) {
  for (std::size_t i = 0; i < vector.size(); ++i)
    sum[i] += scale * double{vector[i]};
}

/// To length 1; to zeros where there is no direction left.
void normalise(std::vector<double>& direction) {
  const double length = std::sqrt(dot(direction, direction));
  for (double& value : direction)
    value = length < 1e-12 ? 0 : value / length;
}

}  // namespace

PrincipalPlane::PrincipalPlane(const Embedding& vectors, Random& random)
    : vectors_(vectors), mean_(vectors.dim) {
  scales_.reserve(vectors.rows);
  for (Direction& direction : directions_) {
    for (std::size_t i = 0; i < vectors.dim; ++i)
      direction.push_back(2 * random.uniform() - 1);
    normalise(direction);
  }
  sums_.fill(Direction(vectors.dim));
}

std::size_t PrincipalPlane::visits_left() const {
  return (kPasses - pass_) * vectors_.rows - row_;
}

void PrincipalPlane::advance() {
  pass_ == 0 ? find_mean(row_) : turn_towards(row_);
  if (++row_ < vectors_.rows) return;
  row_ = 0;
  if (pass_++ != 0) finish_pass();
  for (std::size_t axis = 0; axis < 2; ++axis)
    centres_[axis] = dot(mean_, directions_[axis]);
}

void PrincipalPlane::find_mean(std::size_t row) {
  const double length = length_of(vectors_.row(row));
  scales_.push_back(length == 0 ? 0 : 1 / length);
  add_scaled(scales_[row] / static_cast<double>(vectors_.rows), vectors_.row(row), mean_);
}

/// Adds the row's part in the product of the covariance with the directions. That the mean is not
/// taken from the row itself makes no difference to the sum.
void PrincipalPlane::turn_towards(std::size_t row) {
  for (std::size_t axis = 0; axis < 2; ++axis)
    add_scaled(place(row, axis) * scales_[row], vectors_.row(row), sums_[axis]);
}

double PrincipalPlane::place(std::size_t row, std::size_t axis) const {
  return scales_[row] * dot(vectors_.row(row), directions_[axis]) - centres_[axis];
}

void PrincipalPlane::finish_pass() {
  normalise(sums_[0]);
  const double shared = dot(sums_[0], sums_[1]);
  for (std::size_t i = 0; i < mean_.size(); ++i)
    sums_[1][i] -= shared * sums_[0][i];
  normalise(sums_[1]);
  directions_ = sums_;
  sums_.fill(Direction(mean_.size()));
}

std::vector<double> PrincipalPlane::places() const {
  std::vector<double> result;
  result.reserve(2 * vectors_.rows);
  for (std::size_t row = 0; row < vectors_.rows; ++row) {
    for (std::size_t axis = 0; axis < 2; ++axis)
      result.push_back(place(row, axis));
  }
  return result;
}

}  // namespace segue
