#include "train/dense_adam.h"

#include <cmath>
#include <cstddef>

namespace segue {
namespace {

constexpr double kFirst = kernels::kFirstDecay;
constexpr double kSecond = kernels::kSecondDecay;

// 0.999^40000 is 4e-18: from there on 1 - b2^t is 1 in double precision.
constexpr std::size_t kUnsettledSteps = 40'000;

// After so many steps 0.9^n is below 1e-30: the first moment is gone. Zero is exact enough and
// keeps subnormal numbers, which are slow, out of the rows.
constexpr std::uint64_t kMemory = 656;

/// base^exponent by repeated squaring: std::pow differs between machines.
double power(double base, std::uint64_t exponent) {
  double result = 1;
  for (; exponent != 0; exponent >>= 1, base *= base) {
    if (exponent & 1) result *= base;
  }
  return result;
}

/// b1 c^i, the ratio of the i-th series.
double ratio(int i) {
  return kFirst * power(std::sqrt(kSecond), static_cast<std::uint64_t>(i));
}

}  // namespace

DenseAdam::DenseAdam(double learning_rate) : steps_(kUnsettledSteps + 1) {
  double first = 1;
  double second = 1;
  for (std::size_t step = 1; step <= kUnsettledSteps; ++step) {
    first *= kFirst;
    second *= kSecond;
    steps_[step].rate = learning_rate * std::sqrt(1 - second) / (1 - first);
  }
  for (int i = 0; i < kTerms; ++i) {
    const double d = ratio(i);
    steps_[kUnsettledSteps].tail[i] = steps_[kUnsettledSteps].rate * d / (1 - d);
    for (std::size_t step = kUnsettledSteps; step-- > 1;) {
      steps_[step].tail[i] = d * (steps_[step + 1].rate + steps_[step + 1].tail[i]);
    }
  }
}

const DenseAdam::Step& DenseAdam::at(std::uint64_t step) const {
  return steps_[step < kUnsettledSteps ? static_cast<std::size_t>(step) : kUnsettledSteps];
}

double DenseAdam::rate(std::uint64_t step) const {
  return at(step).rate;
}

kernels::AdamDrift DenseAdam::drift(std::uint64_t last, std::uint64_t idle) const {
  double sum[kTerms];  // over k = 1 .. idle of rate(last + k) (b1 c^i)^k
  for (int i = 0; i < kTerms; ++i) {
    sum[i] = at(last).tail[i];
    if (idle < kMemory) sum[i] -= power(ratio(i), idle) * at(last + idle).tail[i];
  }
  kernels::AdamDrift drift{};
  drift.first_decay = idle < kMemory ? static_cast<float>(power(kFirst, idle)) : 0.0f;
  drift.second_decay = static_cast<float>(power(kSecond, idle));
  drift.path[0] = static_cast<float>(sum[0]);
  drift.path[1] = static_cast<float>(sum[0] - sum[1]);               // (1 - c^k)
  drift.path[2] = static_cast<float>(sum[0] - 2 * sum[1] + sum[2]);  // (1 - c^k)^2
  return drift;
}

}  // namespace segue
