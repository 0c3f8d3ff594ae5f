#pragma once

#include <cstddef>
#include <span>

namespace segue {

/// The dot product in double precision, where neither a product nor the sum can overflow and each
/// product is exact. Summed in one fixed order.
double double_dot(std::span<const float> a, std::span<const float> b);

/// The square root of double_dot(vector, vector).
double length_of(std::span<const float> vector);

}  // namespace segue
