#include "segue/query/neighbours.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <numeric>

#include "segue/kernels/instruction_set.h"
#include "segue/util/error.h"
#include "segue/util/random.h"

using namespace segue;

namespace {

std::vector<float> random_vector(Random& random, std::size_t dim) {
  std::vector<float> result(dim);
  for (float& value : result)
    value = static_cast<float>(random.uniform() - 0.5);
  return result;
}

Embedding table_of(std::size_t dim, const std::vector<float>& values) {
  return {values.size() / dim, dim, {values.begin(), values.end()}};
}

Embedding random_table(std::size_t rows, std::size_t dim) {
  Random random(7);
  return table_of(dim, random_vector(random, rows * dim));
}

/// Rows around a few centres, `distance` away, each tenth the same as the one before it.
Embedding clustered_table(std::size_t rows, std::size_t dim, float distance) {
  constexpr std::size_t kCentres = 8;
  Embedding table = random_table(rows, dim);
  for (std::size_t row = kCentres; row < rows; ++row) {
    for (std::size_t i = 0; i < dim; ++i) {
      float& value = table.values[row * dim + i];
      value = table.values[row % kCentres * dim + i] + distance * value;
      if (row % 10 == 0) value = table.values[(row - 1) * dim + i];
    }
  }
  return table;
}

/// Lengths from 1e-30 to 1e30, numbers of very unequal size in a row, and each seventh row zeros.
Embedding skewed_table(std::size_t rows, std::size_t dim) {
  Embedding table = random_table(rows, dim);
  Random random(8);
  for (std::size_t row = 0; row < rows; ++row) {
    const double length = row % 7 == 0 ? 0 : std::pow(10, 60 * random.uniform() - 30);
    for (std::size_t i = 0; i < dim; ++i) {
      const double share = std::pow(10, -4 * random.uniform());
      table.values[row * dim + i] *= static_cast<float>(length * share);
    }
  }
  return table;
}

double plain_dot(const float* a, const float* b, std::size_t dim) {
  double sum = 0;
  for (std::size_t i = 0; i < dim; ++i)
    sum += double{a[i]} * double{b[i]};
  return sum;
}

/// All rows by brute force in double precision, without any rounding of the table.
class BruteForce {
 public:
  explicit BruteForce(const Embedding& table) : table_(table), lengths_(table.rows) {
    for (std::size_t row = 0; row < table.rows; ++row) {
      const float* values = table.row(row).data();
      lengths_[row] = std::sqrt(plain_dot(values, values, table.dim));
    }
  }

  std::vector<TrackId> nearest(const Neighbours::Direction& query, std::size_t limit) const {
    const float* vector = query.vector.data();
    const double length = std::sqrt(plain_dot(vector, vector, table_.dim));
    std::vector<std::pair<double, TrackId>> order;  // negative similarity, id
    for (std::size_t row = 0; row < table_.rows; ++row) {
      const auto id = static_cast<TrackId>(row);
      if (std::count(query.excluded.begin(), query.excluded.end(), id) > 0) continue;
      const double lengths = length * lengths_[row];
      const double dot = plain_dot(vector, table_.row(row).data(), table_.dim);
      order.emplace_back(lengths == 0 ? 0 : -dot / lengths, id);
    }
    const std::size_t count = std::min(limit, order.size());
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count),
                      order.end());
    std::vector<TrackId> ids;
    for (std::size_t i = 0; i < count; ++i)
      ids.push_back(order[i].second);
    return ids;
  }

 private:
  const Embedding& table_;
  std::vector<double> lengths_;
};

std::vector<TrackId> ids_of(const std::vector<Neighbour>& neighbours) {
  std::vector<TrackId> ids;
  for (const Neighbour& neighbour : neighbours)
    ids.push_back(neighbour.id);
  return ids;
}

/// How many of `count` queries, rows and vectors in turn, are answered otherwise than by brute
/// force.
std::size_t wrong_answers(const Embedding& table, std::size_t count) {
  const Neighbours neighbours(table);
  const BruteForce brute_force(table);
  Random random(9);
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const TrackId id = random.below(static_cast<std::uint32_t>(table.rows));
    const std::vector<float> vector = random_vector(random, table.dim);
    const TrackId excluded[] = {id, id / 2, id / 3};
    const Neighbours::Direction by_id{table.row(id), std::span(&id, 1)};
    const Neighbours::Direction by_vector{vector, excluded};
    const auto found = i % 2 == 0 ? neighbours.similar(id, 10) : neighbours.nearest(by_vector, 10);
    wrong += ids_of(found) != brute_force.nearest(i % 2 == 0 ? by_id : by_vector, 10);
  }
  return wrong;
}

bool same(const std::vector<Neighbour>& a, const std::vector<Neighbour>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const Neighbour& left, const Neighbour& right) {
                      return left.id == right.id && left.similarity == right.similarity;
                    });
}

}  // namespace

TEST_CASE("a thousand queries are answered as by brute force in double precision", "[neighbours]") {
  CHECK(wrong_answers(random_table(1500, 100), 1000) == 0);
}

TEST_CASE("what a query loses in its rounding leaves out no row", "[neighbours]") {
  // Rows that 8 bits hold without loss, so that nothing else allows for the loss: 1, then signs,
  // each row with its opposite. Nearly all of a query lies along the first axis.
  constexpr std::size_t kDim = 32;
  constexpr std::size_t kRows = 3000;
  std::vector<float> values;
  Random random(10);
  for (std::size_t row = 0; row < kRows; ++row) {
    values.push_back(1);
    for (std::size_t i = 1; i < kDim; ++i) {
      const bool is_opposite = row % 2 == 1;
      values.push_back(is_opposite       ? -values[values.size() - kDim]
                       : random.below(2) ? 1.0f
                                         : -1.0f);
    }
  }
  const Embedding table = table_of(kDim, values);
  const Neighbours neighbours(table);
  const BruteForce brute_force(table);
  for (int i = 0; i < 20; ++i) {
    std::vector<float> query = random_vector(random, kDim);
    for (float& value : query)
      value *= 1e-4f;
    query[0] = 1;
    CHECK(ids_of(neighbours.nearest({query}, 10)) == brute_force.nearest({query}, 10));
  }
}

TEST_CASE("every kind of table is searched exactly", "[neighbours]") {
  CHECK(wrong_answers(random_table(500, 300), 50) == 0);
  CHECK(wrong_answers(random_table(40, 1000), 20) == 0);
  CHECK(wrong_answers(random_table(2000, 3), 100) == 0);
  CHECK(wrong_answers(random_table(500, 1), 50) == 0);
  CHECK(wrong_answers(clustered_table(1000, 100, 0.1f), 100) == 0);
  CHECK(wrong_answers(clustered_table(1000, 100, 1e-3f), 100) == 0);
  CHECK(wrong_answers(clustered_table(1000, 37, 1e-4f), 100) == 0);
  CHECK(wrong_answers(skewed_table(1000, 100), 100) == 0);
  CHECK(wrong_answers(table_of(2, {0, 0, 0, 0, 0, 0}), 6) == 0);
}

TEST_CASE("every instruction set finds the same", "[neighbours]") {
  const std::string best = instruction_set();
  for (const std::string& name : instruction_sets()) {
    use_instruction_set(name);
    CHECK(wrong_answers(clustered_table(300, 100, 0.01f), 20) == 0);
  }
  use_instruction_set(best);
}

TEST_CASE("rounding the rows as badly as can be leaves nobody out", "[neighbours]") {
  // With the scale that the first number sets, all numbers of the even rows are rounded down by
  // nearly a half and of the odd rows up. The even rows come last by their rounded numbers and are
  // the best in truth; and all that the bound allows for is needed.
  constexpr std::size_t kDim = 100;
  Random random(3);
  std::vector<float> values;
  for (int row = 0; row < 200; ++row) {
    values.push_back(127);
    for (std::size_t i = 1; i < kDim; ++i) {
      const int whole = static_cast<int>(random.below(5)) + (i == 1 ? row / 2 : 0) - 50;
      const float high = i < 4 ? -0.49f : 0.51f;  // rounds to a whole number more, but for a few
      values.push_back(static_cast<float>(whole) + (row % 2 == 0 ? 0.49f : high));
    }
  }
  const Embedding table = table_of(kDim, values);
  const std::vector<float> flat(kDim, 1.0f);
  const BruteForce brute_force(table);
  const Neighbours neighbours(table);
  for (std::size_t limit = 1; limit <= 100; ++limit)
    CHECK(ids_of(neighbours.nearest({flat}, limit)) == brute_force.nearest({flat}, limit));
}

TEST_CASE("rounding the query as badly as can be leaves nobody out", "[neighbours]") {
  // The query's numbers are rounded down in its first half and up in its second, its scale set by
  // the last number. The rows are whole already: the first half alone, and the second.
  constexpr std::size_t kHalf = 50;
  std::vector<float> query, rows;
  for (std::size_t i = 0; i < 2 * kHalf; ++i)
    query.push_back(i < kHalf ? 1000.49f : i == kHalf ? 1047.51f : 999.51f);
  query.push_back(32767);
  for (const bool second : {true, false}) {
    for (std::size_t i = 0; i < 2 * kHalf; ++i)
      rows.push_back((i >= kHalf) == second ? 127.0f : 0.0f);
    rows.push_back(0);
  }
  // By the rounded numbers the second half is better by 48, in truth worse by 1.
  const Embedding table = table_of(2 * kHalf + 1, rows);
  REQUIRE(BruteForce(table).nearest({query}, 1) == std::vector<TrackId>{1});
  CHECK(ids_of(Neighbours(table).nearest({query}, 1)) == std::vector<TrackId>{1});
}

TEST_CASE("long vectors of equal numbers overflow no sum", "[neighbours]") {
  constexpr std::size_t kDim = 1024;  // 1024 * 127 * 32767 > 2^31
  Embedding table = random_table(50, kDim);
  std::fill_n(&table.values[49 * kDim], kDim, 0.5f);
  const std::vector<float> flat(kDim, 1.0f);
  CHECK(ids_of(Neighbours(table).nearest({flat}, 1)) == std::vector<TrackId>{49});
}

TEST_CASE("the best may come last: the order of the rows costs nothing but time", "[neighbours]") {
  std::vector<float> values;
  for (int row = 0; row < 5000; ++row) {
    values.push_back(static_cast<float>(row));
    values.push_back(5000);
  }
  const std::vector<float> query = {1, 0};
  const std::vector<Neighbour> found = Neighbours(table_of(2, values)).nearest({query}, 3);
  CHECK(ids_of(found) == std::vector<TrackId>{4999, 4998, 4997});
}

TEST_CASE("similarities are cosines", "[neighbours]") {
  const std::vector<Neighbour> found =
      Neighbours(table_of(2, {3, 4, 8, 6, -6, -8, 4, -3})).similar(0, 10);
  REQUIRE(ids_of(found) == std::vector<TrackId>{1, 3, 2});
  CHECK(found[0].similarity == 0.96f);
  CHECK(found[1].similarity == 0.0f);
  CHECK(found[2].similarity == -1.0f);
}

TEST_CASE("many queries and many threads find what one finds", "[neighbours]") {
  // Large enough that a single query is shared among threads as well.
  const Embedding table = clustered_table(66'000, 8, 0.1f);
  const Neighbours neighbours(table);
  std::vector<TrackId> ids(13);
  std::iota(ids.begin(), ids.end(), TrackId{100});
  for (const unsigned threads : {1u, 2u, 3u, 40u}) {
    const std::vector<std::vector<Neighbour>> found = neighbours.similar(ids, 10, threads);
    REQUIRE(found.size() == ids.size());
    for (std::size_t i = 0; i < ids.size(); ++i) {
      const std::vector<Neighbour> expected = neighbours.similar(ids[i], 10);
      CHECK(same(found[i], expected));
      CHECK(same(neighbours.similar(ids[i], 10, threads), expected));
    }
  }
  CHECK(neighbours.similar(std::vector<TrackId>{}, 10).empty());
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
