#include "util/portable_math.h"

#include <algorithm>
#include <cmath>

namespace segue::portable {
namespace {

constexpr double kLn2High = 0.693147180369123816490;  // its low 32 bits are zero: k * it is exact
constexpr double kLn2Low = 1.90821492927058770002e-10;

/// log(1 + y) for y in [0, 1], by the series of 2 artanh(y / (2 + y)); its argument is at most
/// 1/3, so that 17 terms leave an error below 1e-17.
double log_one_plus(double y) {
  const double s = y / (2 + y);
  const double square = s * s;
  double sum = 0;
  for (int term = 33; term >= 1; term -= 2)
    sum = sum * square + 1.0 / term;
  return 2 * s * sum;
}

}  // namespace

double exp(double x) {
  constexpr double kLog2E = 1.4426950408889634;
  if (std::isnan(x)) return x;
  x = std::clamp(x, -700.0, 700.0);
  const double k = std::floor(x * kLog2E + 0.5);
  const double r = (x - k * kLn2High) - k * kLn2Low;  // |r| <= ln(2) / 2
  double sum = 1;
  for (int term = 13; term >= 1; --term)
    sum = 1 + sum * r / term;
  return std::ldexp(sum, static_cast<int>(k));
}

double log(double x) {
  int exponent = 0;
  double fraction = std::frexp(x, &exponent);  // in [0.5, 1)
  if (fraction < 0.7071067811865476) {
    fraction *= 2;
    --exponent;
  }
  const double s = (fraction - 1) / (fraction + 1);  // |s| < 0.172: 21 is the last term that counts
  const double square = s * s;
  double sum = 0;
  for (int term = 21; term >= 1; term -= 2)
    sum = sum * square + 1.0 / term;
  return exponent * kLn2High + (exponent * kLn2Low + 2 * s * sum);
}

double sigmoid(double x) {
  return 1 / (1 + exp(-x));
}

double softplus(double x) {
  return std::max(x, 0.0) + log_one_plus(exp(-std::abs(x)));
}

}  // namespace segue::portable
