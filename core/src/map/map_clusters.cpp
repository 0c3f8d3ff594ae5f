#include "segue/map/map_clusters.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <numeric>

#include "segue/util/random.h"

namespace segue {
namespace {

constexpr std::size_t kFewestTracks = 20;  // of a cluster, on average
constexpr std::size_t kSample = 20'000;    // tracks that the centres are found from
constexpr int kTries = 4;
constexpr int kRounds = 40;  // of one try; a map has settled before
constexpr std::uint64_t kSeed = 42;

struct Point {
  double x = 0;
  double y = 0;
};

double squared_distance(Point a, Point b) {
  return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y);
}

/// The centre that is nearest, the first of equals, and how far it is.
struct Nearest {
  std::size_t centre = 0;
  double distance = std::numeric_limits<double>::infinity();
};

Nearest nearest(Point point, std::span<const Point> centres) {
  Nearest best;
  for (std::size_t i = 0; i < centres.size(); ++i) {
    const double distance = squared_distance(point, centres[i]);
    if (distance < best.distance) best = {i, distance};
  }
  return best;
}

/// Each next centre is a point drawn by its squared distance from the centres so far.
std::vector<Point> first_centres(std::span<const Point> points, std::size_t count, Random& random) {
  std::vector<Point> centres = {points[random.below(static_cast<std::uint32_t>(points.size()))]};
  while (centres.size() < count) {
    double all = 0;
    for (const Point point : points)
      all += nearest(point, centres).distance;
    double left = all * random.uniform();
    std::size_t chosen = 0;
    for (; chosen + 1 < points.size(); ++chosen) {
      left -= nearest(points[chosen], centres).distance;
      if (left < 0) break;
    }
    centres.push_back(points[chosen]);
  }
  return centres;
}

struct Fit {
  std::vector<Point> centres;
  double spread = std::numeric_limits<double>::infinity();  // sum of the squared distances
};

/// Each centre moves to the mean of the points that are nearest to it. Gives the spread before.
double improve(std::span<const Point> points, std::vector<Point>& centres) {
  std::vector<Point> sums(centres.size());
  std::vector<double> counts(centres.size());
  double spread = 0;
  for (const Point point : points) {
    const auto [centre, distance] = nearest(point, centres);
    sums[centre].x += point.x;
    sums[centre].y += point.y;
    ++counts[centre];
    spread += distance;
  }
  for (std::size_t i = 0; i < centres.size(); ++i) {
    if (counts[i] > 0) centres[i] = {sums[i].x / counts[i], sums[i].y / counts[i]};
  }
  return spread;
}

Fit fit(std::span<const Point> points, std::size_t count, Random& random) {
  Fit result{first_centres(points, count, random)};
  for (int round = 0; round < kRounds; ++round) {
    const double spread = improve(points, result.centres);
    if (spread == result.spread) break;
    result.spread = spread;
  }
  return result;
}

/// Numbers the clusters from 1 by falling size, equal ones by their first track.
void number_by_size(std::vector<std::uint8_t>& clusters) {
  std::array<std::size_t, kMapClusters> sizes = {};
  std::array<std::size_t, kMapClusters> firsts;
  firsts.fill(clusters.size());
  for (std::size_t track = 0; track < clusters.size(); ++track) {
    ++sizes[clusters[track]];
    firsts[clusters[track]] = std::min(firsts[clusters[track]], track);
  }
  std::array<std::uint8_t, kMapClusters> order;
  std::iota(order.begin(), order.end(), std::uint8_t{0});
  std::sort(order.begin(), order.end(), [&](std::uint8_t a, std::uint8_t b) {
    return sizes[a] != sizes[b] ? sizes[a] > sizes[b] : firsts[a] < firsts[b];
  });
  std::array<std::uint8_t, kMapClusters> numbers = {};
  for (std::size_t i = 0; i < order.size(); ++i)
    numbers[order[i]] = static_cast<std::uint8_t>(i + 1);
  for (std::uint8_t& cluster : clusters)
    cluster = numbers[cluster];
}

}  // namespace

std::vector<std::uint8_t> map_clusters(std::span<const float> map) {
  const std::size_t tracks = map.size() / 2;
  if (tracks == 0) return {};
  const std::size_t count = std::clamp<std::size_t>(tracks / kFewestTracks, 1, kMapClusters);
  std::vector<Point> sample;
  const std::size_t step = (tracks + kSample - 1) / kSample;
  for (std::size_t track = 0; track < tracks; track += step)
    sample.push_back({double{map[2 * track]}, double{map[2 * track + 1]}});
  Random random(kSeed);
  Fit best;
  for (int attempt = 0; attempt < kTries; ++attempt) {
    Fit found = fit(sample, count, random);
    if (found.spread < best.spread) best = std::move(found);
  }
  std::vector<std::uint8_t> clusters(tracks);
  for (std::size_t track = 0; track < tracks; ++track) {
    const Point point{double{map[2 * track]}, double{map[2 * track + 1]}};
    clusters[track] = static_cast<std::uint8_t>(nearest(point, best.centres).centre);
  }
  number_by_size(clusters);
  return clusters;
}

}  // namespace segue
