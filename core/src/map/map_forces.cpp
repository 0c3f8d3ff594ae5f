#include "map/map_forces.h"

#include <algorithm>

#include "util/portable_math.h"

namespace segue {
namespace {

constexpr double kReach = 3;  // the distance up to which the curve is fitted, in so many points
constexpr int kPoints = 300;
constexpr int kFitSteps = 200;

double power(double base, double exponent) {
  return portable::exp(exponent * portable::log(base));
}

/// What is to be solved for one step of the fit, and how far off the curve is.
struct FitState {
  double error = 0;                 // the sum of squares
  double aa = 0, ab = 0, bb = 0;    // the products of the derivatives
  double slope_a = 0, slope_b = 0;  // of half the error
};

FitState look_at_fit(const MapCurve& curve, double min_dist) {
  FitState state;
  for (int i = 1; i < kPoints; ++i) {
    const double d = kReach * i / (kPoints - 1);
    const double wanted = d < min_dist ? 1 : portable::exp(min_dist - d);
    const double grown = power(d, 2 * curve.b);
    const double value = 1 / (1 + curve.a * grown);
    const double by_a = -value * value * grown;
    const double by_b = by_a * curve.a * 2 * portable::log(d);
    const double off = value - wanted;
    state.error += off * off;
    state.aa += by_a * by_a;
    state.ab += by_a * by_b;
    state.bb += by_b * by_b;
    state.slope_a += by_a * off;
    state.slope_b += by_b * off;
  }
  return state;
}

}  // namespace

MapCurve fit_map_curve(double min_dist) {
  // Levenberg and Marquardt's method.
  MapCurve curve{1, 1};
  FitState state = look_at_fit(curve, min_dist);
  double damping = 1e-3;
  for (int step = 0; step < kFitSteps; ++step) {
    const double aa = state.aa * (1 + damping);
    const double bb = state.bb * (1 + damping);
    const double determinant = aa * bb - state.ab * state.ab;
    const MapCurve tried{curve.a - (bb * state.slope_a - state.ab * state.slope_b) / determinant,
                         curve.b - (aa * state.slope_b - state.ab * state.slope_a) / determinant};
    const FitState there = look_at_fit(tried, min_dist);
    const bool is_better = tried.a > 0 && there.error < state.error;
    damping = std::clamp(damping * (is_better ? 0.1 : 10), 1e-12, 1e12);
    if (!is_better) continue;
    curve = tried;
    state = there;
  }
  return curve;
}

template <typename Force>
std::vector<float> MapForces::tabulate(Force force) {
  std::vector<float> table;
  for (std::uint32_t bits = kFirst; bits <= kLast; bits += 1u << kCellBits) {
    float squared = 0;
    std::memcpy(&squared, &bits, sizeof squared);
    table.push_back(static_cast<float>(force(double{squared})));
  }
  return table;
}

MapForces::MapForces(const MapCurve& curve)
    : pulls_(tabulate([&](double squared) {
        const double grown = curve.a * power(squared, curve.b);
        return 2 * curve.b * grown / (squared * (1 + grown));
      })),
      pushes_(tabulate([&](double squared) {
        constexpr double kSoft = 1e-3;  // the reference implementation's: no push without bound
        return 2 * curve.b / ((kSoft + squared) * (1 + curve.a * power(squared, curve.b)));
      })) {}

}  // namespace segue
