// What a map is made of: the graph, the first places, the forces.

#include <Eigen/Dense>
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "map/fuzzy_graph.h"
#include "map/map_forces.h"
#include "map/principal_plane.h"

using namespace segue;

namespace {

const MapLink* find(const FuzzyGraph& graph, std::size_t from, TrackId to) {
  const auto links = graph.links_of(from);
  const auto found =
      std::find_if(links.begin(), links.end(), [&](const MapLink& link) { return link.to == to; });
  return found == links.end() ? nullptr : &*found;
}

}  // namespace

TEST_CASE("a track's memberships sum up to log2 of their number, the nearest at 1", "[map]") {
  // Of the first track only: no other leads back to it.
  constexpr std::size_t kTracks = 18;
  FuzzyGraph graph(kTracks, 8);
  graph.add(std::vector<Neighbour>{
      {1, 0.9f}, {2, 0.8f}, {3, 0.7f}, {4, 0.5f}, {5, 0.2f}, {6, 0.1f}, {7, 0}, {8, -0.5f}});
  for (std::size_t track = 1; track < kTracks; ++track) {
    std::vector<Neighbour> others;
    for (TrackId other = 9; others.size() < 8; ++other) {
      if (other != track) others.push_back({other, 0.5f});
    }
    graph.add(others);
  }
  graph.unite();
  double sum = 0;
  for (const MapLink& link : graph.links_of(0)) {
    sum += double{link.weight};
    const MapLink* const back = find(graph, link.to, 0);
    REQUIRE(back != nullptr);
    CHECK(back->weight == link.weight);
  }
  CHECK(sum == Approx(3).epsilon(1e-4));
  CHECK(find(graph, 0, 1)->weight == 1);
  for (TrackId other = 2; other <= 8; ++other)
    CHECK(find(graph, 0, other)->weight < find(graph, 0, other - 1)->weight);
  CHECK(find(graph, 0, 9) == nullptr);
}

TEST_CASE("what two tracks are to each other is a + b - a b", "[map]") {
  // Each has two neighbours, the nearer at 1; the farther at 1 / tiny: log2(2) leaves it nothing.
  FuzzyGraph graph(3, 2);
  graph.add(std::vector<Neighbour>{{1, 0.9f}, {2, 0.6f}});
  graph.add(std::vector<Neighbour>{{0, 0.9f}, {2, 0.8f}});
  graph.add(std::vector<Neighbour>{{1, 0.8f}, {0, 0.6f}});
  graph.unite();
  CHECK(find(graph, 0, 1)->weight == 1);
  CHECK(find(graph, 1, 2)->weight == 1);  // 1 + w - w
  CHECK(find(graph, 2, 1)->weight == 1);

  FuzzyGraph fuller(5, 3);
  const std::vector<Neighbour> first = {{1, 0.9f}, {2, 0.7f}, {3, 0.6f}};
  const std::vector<Neighbour> third = {{3, 0.9f}, {4, 0.8f}, {0, 0.7f}};
  fuller.add(first);
  fuller.add(std::vector<Neighbour>{{2, 0.9f}, {3, 0.8f}, {4, 0.6f}});
  fuller.add(third);
  fuller.add(std::vector<Neighbour>{{4, 0.9f}, {1, 0.8f}, {2, 0.6f}});
  fuller.add(std::vector<Neighbour>{{1, 0.9f}, {3, 0.8f}, {2, 0.6f}});
  // The memberships by the definition, the scale found by trying.
  const auto membership = [](const std::vector<Neighbour>& of, std::size_t which) {
    const auto distance = [&](std::size_t i) {
      return double{of[0].similarity - of[i].similarity};
    };
    double scale = 1e-4;
    while (1 + std::exp(-distance(1) / scale) + std::exp(-distance(2) / scale) < std::log2(3))
      scale *= 1.0001;
    return std::exp(-distance(which) / scale);
  };
  const double a = membership(first, 1);
  const double b = membership(third, 2);
  REQUIRE(a > 0.1);
  REQUIRE(b > 0.1);
  fuller.unite();
  CHECK(double{find(fuller, 0, 2)->weight} == Approx(a + b - a * b).epsilon(1e-3));
  CHECK(find(fuller, 2, 0)->weight == find(fuller, 0, 2)->weight);
}

TEST_CASE("the first places are in the plane of the principal components", "[map]") {
  constexpr std::size_t kRows = 300, kDim = 12;
  Random random(5);
  Embedding table{kRows, kDim, {}};
  for (std::size_t i = 0; i < kRows * kDim; ++i) {
    const double width = i % kDim == 3 ? 3 : i % kDim == 7 ? 2 : 1;
    table.values.push_back(static_cast<float>(width * (random.uniform() - 0.4)));
  }
  std::fill_n(table.values.begin() + 5 * kDim, kDim, 0.0f);  // a row of zeros stays at 0

  Eigen::MatrixXd rows(kRows, kDim);
  for (std::size_t row = 0; row < kRows; ++row) {
    for (std::size_t i = 0; i < kDim; ++i)
      rows(static_cast<Eigen::Index>(row), static_cast<Eigen::Index>(i)) =
          double{table.row(row)[i]};
    if (row != 5) rows.row(static_cast<Eigen::Index>(row)).normalize();
  }
  rows.rowwise() -= rows.colwise().mean().eval();
  const Eigen::VectorXd sizes = rows.jacobiSvd().singularValues();

  PrincipalPlane plane(table, random);
  CHECK(plane.visits_left() == 21 * kRows);
  while (plane.visits_left() != 0)
    plane.advance();
  double mean[2] = {}, squares[2] = {}, product = 0;
  const std::vector<double> places = plane.places();
  REQUIRE(places.size() == 2 * kRows);
  for (std::size_t i = 0; i < places.size(); ++i) {
    mean[i % 2] += places[i];
    squares[i % 2] += places[i] * places[i];
    if (i % 2 == 1) product += places[i] * places[i - 1];
  }
  CHECK(std::abs(mean[0]) + std::abs(mean[1]) < 1e-9);
  CHECK(std::sqrt(squares[0]) == Approx(sizes[0]).epsilon(0.01));
  CHECK(std::sqrt(squares[1]) == Approx(sizes[1]).epsilon(0.01));
  CHECK(std::abs(product) < 0.02 * squares[1]);
}

TEST_CASE("the curve of a map is the reference implementation's", "[map]") {
  // a and b as umap-learn finds them.
  const MapCurve usual = fit_map_curve(0.1);
  CHECK(usual.a == Approx(1.57694).epsilon(1e-4));
  CHECK(usual.b == Approx(0.89506).epsilon(1e-4));
  const MapCurve wide = fit_map_curve(0.5);
  CHECK(wide.a == Approx(0.58303).epsilon(1e-4));
  CHECK(wide.b == Approx(1.33417).epsilon(1e-4));
  for (const double min_dist : {0.0, 0.25, 0.75, 0.99}) {
    const MapCurve curve = fit_map_curve(min_dist);
    CHECK(1 / (1 + curve.a * std::pow(2, 2 * curve.b)) ==
          Approx(std::exp(min_dist - 2)).margin(0.1));
  }
}

TEST_CASE("the table of forces is close to the formulas", "[map]") {
  const MapCurve curve = fit_map_curve(0.1);
  const MapForces forces(curve);
  for (double squared = 1e-7; squared < 1e7; squared *= 1.37) {
    const double grown = curve.a * std::pow(squared, curve.b);
    const auto s = static_cast<float>(squared);
    CHECK(
        double{forces.pull(s)} ==
        Approx(2 * curve.a * curve.b * std::pow(squared, curve.b - 1) / (1 + grown)).epsilon(1e-3));
    CHECK(double{forces.push(s)} ==
          Approx(2 * curve.b / ((0.001 + squared) * (1 + grown))).epsilon(1e-3));
  }
  for (const float beyond : {0.0f, 1e-30f, 1e30f}) {
    CHECK(forces.pull(beyond) > 0);
    CHECK(forces.push(beyond) > 0);
  }
}
