#pragma once

#include <cstdint>
#include <vector>

#include "kernels/kernels.h"

namespace segue {

/// The numbers of Adam as Keras applies it to whole embedding tables (Kingma and Ba 2015; beta
/// 0.9 and 0.999, epsilon 1e-7): at every step each row's moments decay and its values move,
/// whether or not the row has a gradient.
///
/// A row without gradient after step s has first moment m b1^k and second moment v b2^k at step
/// s + k, so its values move by the sum over k of a(s+k) b1^k m / (sqrt(v) c^k + eps), where
/// c = sqrt(b2) and a(t) is the bias-corrected rate. With u = sqrt(v) and q = u / (u + eps),
///
///   1 / (u c^k + eps) = 1 / (u + eps) * sum over j of q^j (1 - c^k)^j,
///
/// a series that needs three terms for single precision: b1^k has vanished before 1 - c^k grows
/// past 0.1, and it is 0.005 on average. What is left are three sums over k that do not depend on
/// the row, so a row that was idle for n steps is brought up to date in one pass, not in n.
class DenseAdam {
 public:
  /// `learning_rate` is Keras's, before bias correction.
  explicit DenseAdam(double learning_rate);

  /// The bias-corrected rate of step `step`, from 1.
  double rate(std::uint64_t step) const;

  /// What `idle` >= 1 steps without gradient do to a row whose last step was `last` >= 1.
  kernels::AdamDrift drift(std::uint64_t last, std::uint64_t idle) const;

 private:
  static constexpr int kTerms = 3;
  struct Step {
    double rate;
    double tail[kTerms];  // sum over all k >= 1 of rate(step + k) (b1 c^i)^k
  };

  const Step& at(std::uint64_t step) const;

  std::vector<Step> steps_;  // until bias correction is over; from there on nothing changes
};

}  // namespace segue
