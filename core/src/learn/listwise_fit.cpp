#include "learn/listwise_fit.h"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>

namespace segue {
namespace {

// Towards which the fit shrinks, as much as so many lists of one bit each would.
constexpr double kRidge = 20;

constexpr int kNewtonSteps = 50;
constexpr double kSmallStep = 1e-9;  // of the loss
constexpr int kMostHalvings = 30;

// Twice the logarithm of a likelihood ratio that chance passes once in a thousand, with one degree
// of freedom.
constexpr double kBeyondChance = 10.83;

constexpr auto kParts = static_cast<int>(kAnswerParts);
using Vector = Eigen::Matrix<double, kParts, 1>;
using Matrix = Eigen::Matrix<double, kParts, kParts>;
using Active = std::array<bool, kAnswerParts>;

/// What holds on most sets, where little is to be learnt from.
Vector usual_weights(const Active& active) {
  Vector usual = Vector::Zero();
  const auto set = [&](AnswerPart part, double weight) {
    const auto at = static_cast<std::size_t>(part);
    if (active[at]) usual[static_cast<int>(at)] = weight;
  };
  set(AnswerPart::embedding, 1);
  set(AnswerPart::far, 0.2);
  set(AnswerPart::popularity, 0.4);
  return usual;
}

/// The loss where it is asked, and its derivatives.
struct Loss {
  double value = 0;
  Vector slope = Vector::Zero();
  Matrix curvature = Matrix::Zero();
};

Vector as_vector(const PartScores& scores) {
  Vector result;
  for (int part = 0; part < kParts; ++part)
    result[part] = static_cast<double>(scores[static_cast<std::size_t>(part)]);
  return result;
}

void add_list(const RankedList& list, const Vector& weights, Loss& loss) {
  std::vector<double> logits;
  for (std::size_t i = 0; i < list.scores.size(); ++i) {
    logits.push_back(as_vector(list.scores[i]).dot(weights) +
                     static_cast<double>(list.log_weights[i]));
  }
  const double highest = *std::max_element(logits.begin(), logits.end());
  double sum = 0;
  Vector mean = Vector::Zero();
  Matrix square = Matrix::Zero();
  for (std::size_t i = 0; i < logits.size(); ++i) {
    const double likelihood = std::exp(logits[i] - highest);
    const Vector scores = as_vector(list.scores[i]);
    sum += likelihood;
    mean += likelihood * scores;
    square += likelihood * scores * scores.transpose();
  }
  mean /= sum;
  loss.value += highest + std::log(sum) - logits[0];
  loss.slope += mean - as_vector(list.scores[0]);
  loss.curvature += square / sum - mean * mean.transpose();
}

class Minimiser {
 public:
  Minimiser(std::span<const RankedList> lists, const Active& active)
      : lists_(lists), active_(active), usual_(usual_weights(active)), weights_(usual_) {
    loss_ = loss_at(weights_);
    for (int step = 0; step < kNewtonSteps && improve(); ++step) {
    }
  }

  double weight(AnswerPart part) const { return weights_[static_cast<int>(part)]; }
  double loss() const { return loss_.value; }

 private:
  Loss loss_at(const Vector& weights) const {
    Loss loss;
    for (const RankedList& list : lists_)
      add_list(list, weights, loss);
    const Vector way = weights - usual_;
    loss.value += kRidge / 2 * way.squaredNorm();
    loss.slope += kRidge * way;
    loss.curvature += kRidge * Matrix::Identity();
    for (int part = 0; part < kParts; ++part) {
      if (active_[static_cast<std::size_t>(part)]) continue;
      loss.slope[part] = 0;
      loss.curvature.row(part).setZero();
      loss.curvature.col(part).setZero();
      loss.curvature(part, part) = 1;
    }
    return loss;
  }

  /// Newton's step, or as much of it as makes the loss fall; false where it no longer does.
  bool improve() {
    Vector step = loss_.curvature.ldlt().solve(-loss_.slope);
    for (int halving = 0; halving < kMostHalvings; ++halving, step /= 2) {
      Loss next = loss_at(weights_ + step);
      if (!(next.value < loss_.value)) continue;
      const bool goes_on = loss_.value - next.value > kSmallStep * std::abs(loss_.value);
      weights_ += step;
      loss_ = next;
      return goes_on;
    }
    return false;
  }

  std::span<const RankedList> lists_;
  Active active_;
  Vector usual_;
  Vector weights_;
  Loss loss_;
};

}  // namespace

AnswerWeights ListwiseFit::fit(std::span<const AnswerPart> parts,
                               std::span<const AnswerPart> optional,
                               std::span<const AnswerPart> reasons) const {
  const auto is_reason = [&](AnswerPart part) {
    return std::find(reasons.begin(), reasons.end(), part) != reasons.end();
  };
  Active active = {};
  for (const AnswerPart part : parts)
    active[static_cast<std::size_t>(part)] = true;
  Minimiser best(lists_, active);
  for (const AnswerPart part : optional) {
    Active fewer = active;
    fewer[static_cast<std::size_t>(part)] = false;
    const Minimiser without(lists_, fewer);
    const bool is_against = is_reason(part) && best.weight(part) < 0;
    if (!is_against && 2 * (without.loss() - best.loss()) >= kBeyondChance) continue;
    active = fewer;
    best = without;
  }
  AnswerWeights weights;
  for (const AnswerPart part : parts)
    weights[part] = best.weight(part);
  return weights;
}

}  // namespace segue
