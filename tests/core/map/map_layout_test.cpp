#include "segue/map/map_layout.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>
#include <string_view>

#include "segue/kernels/instruction_set.h"
#include "segue/query/similarity.h"
#include "segue/util/error.h"
#include "segue/util/random.h"
#include "util/hash.h"

using namespace segue;

namespace {

constexpr std::size_t kClusters = 12;

/// Rows around random centres, row i around the one that has the rest of i by kClusters.
Embedding clustered_table(std::size_t rows, std::size_t dim, double distance) {
  Random random(11);
  const auto even = [&] { return 2 * random.uniform() - 1; };
  std::vector<double> centres(kClusters * dim);
  for (double& value : centres)
    value = even();
  Embedding table{rows, dim, {}};
  for (std::size_t i = 0; i < rows * dim; ++i) {
    const std::size_t centre = i / dim % kClusters;
    table.values.push_back(static_cast<float>(centres[centre * dim + i % dim] + distance * even()));
  }
  return table;
}

/// Of which the tracks are as similar as these vectors.
Model model_of(const Embedding& vectors) {
  Model model;
  model.recipe = Recipe::seed;
  model.input = vectors;
  return model;
}

std::vector<float> lay_out(const Model& model, const MapOptions& options = {},
                           std::uint64_t slice = 1'000'000'000) {
  const Similarity similarity(model);
  MapLayout layout(model, similarity, options);
  while (layout.advance(slice) < 1) {
  }
  return layout.positions();
}

std::vector<float> lay_out(const Embedding& vectors, const MapOptions& options = {},
                           std::uint64_t slice = 1'000'000'000) {
  return lay_out(model_of(vectors), options, slice);
}

MapOptions short_options() {
  MapOptions options;
  options.epochs = 20;
  return options;
}

std::uint64_t bits_of(const std::vector<float>& map) {
  return hash_text({reinterpret_cast<const char*>(map.data()), map.size() * sizeof(float)});
}

double cosine_distance(std::span<const float> a, std::span<const float> b) {
  double dot = 0, aa = 0, bb = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    dot += double{a[i]} * double{b[i]};
    aa += double{a[i]} * double{a[i]};
    bb += double{b[i]} * double{b[i]};
  }
  return 1 - dot / std::sqrt(aa * bb);
}

double map_distance(const std::vector<float>& map, std::size_t a, std::size_t b) {
  return std::hypot(map[2 * a] - map[2 * b], map[2 * a + 1] - map[2 * b + 1]);
}

/// All others, nearest first.
template <typename Distance>
std::vector<std::size_t> by_distance(std::size_t rows, std::size_t from, Distance distance) {
  std::vector<std::size_t> order(rows);
  std::iota(order.begin(), order.end(), std::size_t{0});
  order.erase(order.begin() + static_cast<std::ptrdiff_t>(from));
  std::vector<double> distances(rows);
  for (const std::size_t other : order)
    distances[other] = distance(from, other);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return distances[a] < distances[b]; });
  return order;
}

/// How little those who are near on a map are far in truth: 1 where the neighbours on the map are
/// the true ones, about 0.5 by chance (Venna and Kaski 2001, "Neighborhood preservation in
/// nonlinear projection methods").
double trustworthiness(const Embedding& vectors, const std::vector<float>& map) {
  constexpr std::size_t kNeighbours = 15;
  const std::size_t rows = vectors.rows;
  double penalty = 0;
  for (std::size_t row = 0; row < rows; ++row) {
    const std::vector<std::size_t> truth =
        by_distance(rows, row, [&](std::size_t a, std::size_t b) {
          return cosine_distance(vectors.row(a), vectors.row(b));
        });
    std::vector<std::size_t> rank(rows);
    for (std::size_t i = 0; i < truth.size(); ++i)
      rank[truth[i]] = i + 1;
    const std::vector<std::size_t> near = by_distance(
        rows, row, [&](std::size_t a, std::size_t b) { return map_distance(map, a, b); });
    for (std::size_t i = 0; i < kNeighbours; ++i)
      penalty += static_cast<double>(std::max(rank[near[i]], kNeighbours) - kNeighbours);
  }
  const auto n = static_cast<double>(rows);
  const auto k = static_cast<double>(kNeighbours);
  return 1 - 2 * penalty / (n * k * (2 * n - 3 * k - 1));
}

/// The share of all tracks' five nearest on the map that are of the cluster that goes with theirs.
template <typename Partner>
double kept_together(const std::vector<float>& map, Partner partner) {
  const std::size_t rows = map.size() / 2;
  double together = 0;
  for (std::size_t row = 0; row < rows; ++row) {
    const std::vector<std::size_t> near = by_distance(
        rows, row, [&](std::size_t a, std::size_t b) { return map_distance(map, a, b); });
    for (std::size_t i = 0; i < 5; ++i)
      together += near[i] % kClusters == partner(row % kClusters) ? 0.2 : 0;
  }
  return together / static_cast<double>(rows);
}

void check_in_square(const std::vector<float>& map, std::size_t tracks) {
  REQUIRE(map.size() == 2 * tracks);
  float most = 0;
  for (const float place : map) {
    REQUIRE(std::isfinite(place));
    most = std::max(most, std::abs(place));
  }
  CHECK(most == (tracks > 1 ? 1.0f : 0.0f));
}

ErrorCode error_of(const Embedding& vectors, const MapOptions& options = {}) {
  try {
    const Model model = model_of(vectors);
    const Similarity similarity(model);
    const MapLayout layout(model, similarity, options);
  } catch (const Error& error) {
    return error.code();
  }
  FAIL("no error");
  throw;
}

}  // namespace

TEST_CASE("a map keeps near tracks near, and clusters apart", "[map]") {
  const Embedding apart = clustered_table(480, 16, 0.35);
  const std::vector<float> map = lay_out(apart);
  check_in_square(map, 480);
  CHECK(trustworthiness(apart, map) > 0.985);
  CHECK(kept_together(map, [](std::size_t cluster) { return cluster; }) > 0.999);

  // Where clusters run into each other, few dimensions keep neighbours better than two numbers of
  // many can.
  const Embedding mixed = clustered_table(480, 6, 1);
  CHECK(trustworthiness(mixed, lay_out(mixed)) > 0.955);
}

TEST_CASE("those are near on a map whom `similar` finds", "[map]") {
  // What one cluster's input vectors are, the next one's output vectors are, and the other way
  // round: such clusters are similar to each other and not to themselves.
  const auto partner = [](std::size_t cluster) { return cluster ^ 1; };
  Model model = model_of(clustered_table(480, 16, 0.35));
  model.recipe = Recipe::playlist;
  model.output = model.input;
  for (std::size_t row = 0; row < 480; ++row) {
    const std::span<const float> other = model.input.row(partner(row));
    std::copy(other.begin(), other.end(),
              model.output.values.begin() + 16 * static_cast<long>(row));
  }
  CHECK(kept_together(lay_out(model), partner) > 0.35);
  model.recipe = Recipe::seed;
  CHECK(kept_together(lay_out(model), partner) < 0.01);
}

TEST_CASE("nobody is left far outside or in one heap", "[map]") {
  const std::vector<float> map = lay_out(clustered_table(600, 16, 0.35));
  double radius = 0;
  for (std::size_t i = 0; i < 600; ++i)
    radius += std::hypot(map[2 * i], map[2 * i + 1]) / 600;
  CHECK(radius > 0.4);
  CHECK(radius < 1.1);
}

TEST_CASE("the map is the same bits everywhere", "[map]") {
  // Computed once on one machine; the WebAssembly build runs this test, too.
  CHECK(bits_of(lay_out(clustered_table(300, 20, 0.5), short_options())) == 0x30766737f7d228b6u);
}

TEST_CASE("neither slices nor threads nor the instruction set change the map", "[map]") {
  const Embedding vectors = clustered_table(300, 20, 0.5);
  const std::vector<float> whole = lay_out(vectors, short_options());
  for (const std::uint64_t slice : {1u, 3000u, 1'000'000u})
    CHECK(lay_out(vectors, short_options(), slice) == whole);
  MapOptions threads = short_options();
  threads.threads = 3;
  CHECK(lay_out(vectors, threads) == whole);
  const std::string best = instruction_set();
  for (const std::string& set : instruction_sets()) {
    use_instruction_set(set);
    CHECK(lay_out(vectors, short_options()) == whole);
  }
  use_instruction_set(best);

  const Model model = model_of(vectors);
  const Similarity similarity(model);
  MapLayout watched(model, similarity, short_options());
  while (watched.advance(5000) < 1)
    watched.positions();  // looking on changes nothing
  CHECK(watched.positions() == whole);
  CHECK(watched.advance(5000) == 1);
  CHECK(watched.positions() == whole);

  MapOptions other = short_options();
  other.seed = 43;
  CHECK(lay_out(vectors, other) != whole);
}

TEST_CASE("the share of a map's work that is done grows evenly from 0 to 1", "[map]") {
  const Model model = model_of(clustered_table(1000, 20, 0.5));
  const Similarity similarity(model);
  MapLayout layout(model, similarity, short_options());
  CHECK(layout.share() == 0);
  double before = 0;
  double largest = 0;
  std::size_t slices = 0;
  for (; before < 1; ++slices) {
    const double share = layout.advance(20'000);
    CHECK(share > before);
    CHECK(layout.share() == share);
    largest = std::max(largest, share - before);
    before = share;
  }
  CHECK(before == 1);
  CHECK(slices > 100);
  CHECK(largest < 0.1);
}

TEST_CASE("maps of no, one, two and three tracks", "[map]") {
  for (const std::size_t tracks : {0u, 1u, 2u, 3u, 4u, 14u, 15u, 16u, 17u}) {
    Model model = model_of(clustered_table(tracks, 5, 0.5));
    check_in_square(lay_out(model), tracks);
    model.recipe = Recipe::playlist;
    model.output = model.input;
    check_in_square(lay_out(model), tracks);
  }
}

TEST_CASE("equal vectors come apart, and zeros have a place", "[map]") {
  Embedding equal{40, 3, AlignedFloats(120, 0.5f)};
  check_in_square(lay_out(equal), 40);
  std::fill(equal.values.begin(), equal.values.end(), 0.0f);
  check_in_square(lay_out(equal), 40);

  // Half of the tracks are one, a tenth are zeros.
  Embedding mixed = clustered_table(200, 8, 0.5);
  for (std::size_t i = 0; i < 100 * 8; ++i)
    mixed.values[i] = mixed.values[i % 8];
  std::fill(mixed.values.begin() + 180 * 8, mixed.values.end(), 0.0f);
  check_in_square(lay_out(mixed), 200);

  // As long as numbers can be, and as short; in one dimension all cosines are 1 or -1.
  Embedding skewed = clustered_table(60, 4, 0.5);
  for (std::size_t i = 0; i < skewed.values.size(); ++i)
    skewed.values[i] *= i / 4 % 2 == 0 ? 1e38f : 1e-38f;
  check_in_square(lay_out(skewed), 60);
  check_in_square(lay_out(clustered_table(60, 1, 0.5)), 60);
}

TEST_CASE("numbers that are not finite and options out of range are refused", "[map]") {
  Embedding vectors = clustered_table(20, 4, 0.5);
  const auto with = [&](auto change) {
    MapOptions options;
    change(options);
    return error_of(vectors, options);
  };
  CHECK(with([](auto& o) { o.neighbours = 1; }) == ErrorCode::bad_option);
  CHECK(with([](auto& o) { o.neighbours = 201; }) == ErrorCode::bad_option);
  CHECK(with([](auto& o) { o.epochs = 100'001; }) == ErrorCode::bad_option);
  CHECK(with([](auto& o) { o.min_dist = -0.1; }) == ErrorCode::bad_option);
  CHECK(with([](auto& o) { o.min_dist = 1; }) == ErrorCode::bad_option);
  CHECK(with([](auto& o) { o.min_dist = std::nan(""); }) == ErrorCode::bad_option);
  CHECK(with([](auto& o) { o.seed = ~std::uint64_t{0}; }) == ErrorCode::bad_option);
  CHECK(with([](auto& o) { o.threads = 0; }) == ErrorCode::bad_option);
  for (const float wrong : {std::numeric_limits<float>::infinity(), std::nanf("")}) {
    vectors.values[17] = wrong;
    CHECK(error_of(vectors) == ErrorCode::diverged);
  }
}

TEST_CASE("a larger min_dist spreads a cluster over more of the map", "[map]") {
  const Embedding vectors = clustered_table(480, 16, 0.35);
  const auto spread = [&](double min_dist) {
    MapOptions options;
    options.min_dist = min_dist;
    const std::vector<float> map = lay_out(vectors, options);
    double nearest = 0;
    for (std::size_t row = 0; row < 480; ++row) {
      const auto near = by_distance(
          480, row, [&](std::size_t a, std::size_t b) { return map_distance(map, a, b); });
      nearest += map_distance(map, row, near.front());
    }
    return nearest / 480;
  };
  CHECK(spread(0.9) > 2 * spread(0));
}

TEST_CASE("a map goes on from a former one, and stays where it was", "[map]") {
  const Model model = model_of(clustered_table(600, 16, 0.3));
  const std::vector<float> before = lay_out(model);
  const Similarity similarity(model);
  MapLayout layout(model, similarity, short_options(), before);
  while (layout.advance(1000) < 1) {
  }
  const std::vector<float> after = layout.positions();
  double moved = 0, cold = 0;
  const std::vector<float> anew = lay_out(model, short_options());
  for (std::size_t i = 0; i < before.size(); ++i) {
    moved += std::abs(double{after[i]} - double{before[i]}) / static_cast<double>(before.size());
    cold += std::abs(double{anew[i]} - double{before[i]}) / static_cast<double>(before.size());
  }
  CHECK(moved > 0);
  CHECK(moved < 0.1);
  CHECK(moved < cold / 2);
  CHECK_THROWS_AS(MapLayout(model, similarity, {}, std::vector<float>(3)), Error);
}
