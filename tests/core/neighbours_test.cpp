#include "segue/neighbours.h"

#include <Eigen/Dense>
#include <algorithm>
#include <catch2/catch.hpp>
#include <limits>
#include <numeric>

#include "segue/error.h"
#include "segue/random.h"

using namespace segue;

namespace {

Embedding random_table(std::size_t rows, std::size_t dim) {
  Random random(7);
  Embedding table{rows, dim, AlignedFloats(rows * dim)};
  for (float& value : table.values)
    value = static_cast<float>(random.uniform() - 0.5);
  return table;
}

Embedding table_of(std::size_t dim, AlignedFloats values) {
  return {values.size() / dim, dim, std::move(values)};
}

}  // namespace

TEST_CASE("the neighbours are exact", "[neighbours]") {
  // More rows than one kernel call takes, and a dimension that needs padding.
  const Embedding table = random_table(2500, 37);
  using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  Matrix rows = Eigen::Map<const Matrix>(table.values.data(), 2500, 37);
  rows.rowwise().normalize();
  const Neighbours neighbours(table);
  for (const TrackId query : {TrackId{0}, TrackId{1023}, TrackId{1024}, TrackId{2499}}) {
    const Eigen::VectorXf product = rows * rows.row(static_cast<Eigen::Index>(query)).transpose();
    const std::vector<float> expected(product.begin(), product.end());
    std::vector<TrackId> order(2500);
    std::iota(order.begin(), order.end(), TrackId{0});
    std::sort(order.begin(), order.end(),
              [&](TrackId a, TrackId b) { return expected[a] > expected[b]; });
    const std::vector<Neighbour> found = neighbours.similar(query, 10);
    REQUIRE(found.size() == 10);
    for (std::size_t i = 0; i < 10; ++i) {
      CHECK(found[i].id == order[i + 1]);  // order[0] is the query
      CHECK(found[i].similarity == Approx(expected[order[i + 1]]).epsilon(1e-5));
    }
  }
}

TEST_CASE("equal similarities go by position, and a limit past the end gives all", "[neighbours]") {
  const Neighbours neighbours(table_of(2, {1, 0, 2, 0, 0, 1, 3, 0, -1, 0}));
  const std::vector<Neighbour> found = neighbours.similar(1, 100);
  REQUIRE(found.size() == 4);
  CHECK(found[0].id == 0);
  CHECK(found[1].id == 3);
  CHECK(found[2].id == 2);
  CHECK(found[3].id == 4);
  CHECK(found[3].similarity == -1.0f);
  CHECK(neighbours.similar(1, 0).empty());
}

TEST_CASE("one track has no neighbours; a vector of zeros is like nothing", "[neighbours]") {
  CHECK(Neighbours(table_of(2, {1, 2})).similar(0, 10).empty());
  const std::vector<Neighbour> found = Neighbours(table_of(2, {0, 0, 1, 2})).similar(0, 10);
  REQUIRE(found.size() == 1);
  CHECK(found[0].similarity == 0.0f);
}

TEST_CASE("numbers that are not finite are an error, never a score", "[neighbours]") {
  CHECK_THROWS_AS(Neighbours(table_of(1, {1, std::numeric_limits<float>::quiet_NaN()})), Error);
  CHECK_THROWS_AS(Neighbours(table_of(1, {std::numeric_limits<float>::infinity()})), Error);
}
