#include "map/fuzzy_graph.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "util/portable_math.h"

namespace segue {
namespace {

// As in the reference implementation: when a scale is found, and the least there is, as a share of
// the mean distance, so that a crowd of equals does not cut a track off from all others.
constexpr double kTolerance = 1e-5;
constexpr int kMostSteps = 64;
constexpr double kLeastScale = 1e-3;

double log2(double x) {
  return portable::log(x) / portable::log(2);
}

/// How connected a track is to a neighbour at this distance, `nearest` being the least of all that
/// are above 0.
double membership(double distance, double nearest, double scale) {
  return distance <= nearest ? 1 : portable::exp((nearest - distance) / scale);
}

/// The scale under which the memberships sum up to log2 of their number, by bisection.
double find_scale(std::span<const double> distances, double nearest) {
  const double wanted = log2(static_cast<double>(distances.size()));
  double low = 0;
  double high = 0;  // 0: not bounded yet
  double scale = 1;
  for (int step = 0; step < kMostSteps; ++step) {
    double sum = 0;
    for (const double distance : distances)
      sum += membership(distance, nearest, scale);
    if (std::abs(sum - wanted) < kTolerance) break;
    (sum > wanted ? high : low) = scale;
    scale = high == 0 ? 2 * scale : (low + high) / 2;
  }
  return scale;
}

/// In place: links of which the weight is the distance get their membership.
void weigh(std::span<MapLink> links) {
  std::vector<double> distances;
  double sum = 0;
  double nearest = 0;
  for (const MapLink& link : links) {
    const double distance = double{link.weight};
    distances.push_back(distance);
    sum += distance;
    if (nearest == 0) nearest = distance;
  }
  const double least = kLeastScale * sum / static_cast<double>(links.size());
  const double scale = std::max(find_scale(distances, nearest), least);
  for (std::size_t i = 0; i < links.size(); ++i)
    links[i].weight = static_cast<float>(membership(distances[i], nearest, scale));
}

bool is_before(const MapLink& a, const MapLink& b) {
  return a.to < b.to;
}

/// Both lists as one, by the other's position.
void append_union(std::span<const MapLink> out, std::span<const MapLink> in,
                  std::vector<MapLink>& links) {
  auto a = out.begin();
  auto b = in.begin();
  while (a != out.end() || b != in.end()) {
    if (b == in.end() || (a != out.end() && a->to < b->to)) {
      links.push_back(*a++);
    } else if (a == out.end() || b->to < a->to) {
      links.push_back(*b++);
    } else {
      links.push_back({a->to, a->weight + b->weight - a->weight * b->weight});
      ++a;
      ++b;
    }
    if (links.back().weight == 0) links.pop_back();  // farther than a float can say
  }
}

}  // namespace

FuzzyGraph::FuzzyGraph(std::size_t tracks, std::size_t neighbours)
    : tracks_(tracks), neighbours_(neighbours) {
  links_.reserve(tracks * neighbours);
}

void FuzzyGraph::add(std::span<const Neighbour> neighbours) {
  assert(neighbours.size() == neighbours_);
  for (const Neighbour& neighbour : neighbours)
    links_.push_back({neighbour.id, std::max(0.0f, 1 - neighbour.similarity)});
  const std::span<MapLink> links = std::span(links_).last(neighbours_);
  if (links.empty()) return;
  weigh(links);
  std::sort(links.begin(), links.end(), is_before);
}

void FuzzyGraph::unite() {
  // The links of each track by those that they lead to: in order of where they come from.
  std::vector<std::size_t> ends(tracks_ + 1, 0);
  for (const MapLink& link : links_)
    ++ends[link.to + 1];
  for (std::size_t i = 0; i < tracks_; ++i)
    ends[i + 1] += ends[i];
  std::vector<MapLink> incoming(links_.size());
  std::vector<std::size_t> next(ends.begin(), ends.end() - 1);
  for (std::size_t i = 0; i < links_.size(); ++i) {
    incoming[next[links_[i].to]++] = {static_cast<TrackId>(i / neighbours_), links_[i].weight};
  }

  std::vector<MapLink> united;
  united.reserve(2 * links_.size());
  begins_.assign(1, 0);
  for (std::size_t track = 0; track < tracks_; ++track) {
    append_union(std::span(links_).subspan(track * neighbours_, neighbours_),
                 std::span(incoming).subspan(ends[track], ends[track + 1] - ends[track]), united);
    begins_.push_back(united.size());
  }
  links_ = std::move(united);
}

}  // namespace segue
