#include "query/standard_scores.h"

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <cstddef>

namespace segue {
namespace {

constexpr double kVarianceRounding =
    1e-10;  // variance that equal scores may seem to have, over mean^2

// As many as single precision can sum and lose nothing that counts.
constexpr std::size_t kSummed = 1024;

/// Sums of how far scores lie from a pivot, and of the squares of that. Near their mean, which any
/// of them is where they hardly differ, squares cancel nothing.
struct Moments {
  float pivot = 0;
  double count = 0;
  double sum = 0;
  double squares = 0;

  void add(std::span<const float> scores) {
    const auto size = static_cast<Eigen::Index>(scores.size());
    const auto far = Eigen::Map<const Eigen::ArrayXf>(scores.data(), size) - pivot;
    count += static_cast<double>(size);
    sum += static_cast<double>(far.sum());
    squares += static_cast<double>(far.square().sum());
  }

  void leave_out(float score) {
    const double far = static_cast<double>(score - pivot);
    count -= 1;
    sum -= far;
    squares -= far * far;
  }
};

/// A track that may be answered, where there is one.
TrackId any_other(std::size_t tracks, std::span<const TrackId> known,
                  std::span<const TrackId> unlike) {
  const auto holds = [](std::span<const TrackId> ids, TrackId track) {
    return std::find(ids.begin(), ids.end(), track) != ids.end();
  };
  TrackId track = 0;
  while (track + 1 < tracks && (holds(known, track) || holds(unlike, track)))
    ++track;
  return track;
}

}  // namespace

void StandardScores::standardise(std::span<const TrackId> known, std::span<const TrackId> unlike) {
  mean = scale = 0;
  if (raw.empty()) return;
  Moments others{.pivot = raw[any_other(raw.size(), known, unlike)]};
  for (std::size_t begin = 0; begin < raw.size(); begin += kSummed)
    others.add(std::span(raw).subspan(begin, std::min(kSummed, raw.size() - begin)));
  for (const TrackId track : known)
    others.leave_out(raw[track]);
  for (const TrackId track : unlike)
    others.leave_out(raw[track]);
  if (others.count <= 0) return;
  const double away = others.sum / others.count;
  const double variance = others.squares / others.count - away * away;
  const double middle = static_cast<double>(others.pivot) + away;
  mean = static_cast<float>(middle);
  if (variance > kVarianceRounding * middle * middle)
    scale = static_cast<float>(1 / std::sqrt(variance));
}

}  // namespace segue
