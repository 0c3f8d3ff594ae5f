#include "segue/query/similarity.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "segue/util/error.h"
#include "segue/util/random.h"
#include "support/recommenders.h"
#include "support/small_models.h"

using namespace segue;
using namespace segue::test;

namespace {

/// Input vectors and output vectors that say different things: 1 has an input vector as 0 has, 2
/// stands where 0 is expected and expects it.
Model small_model() {
  return model_of({{"A", "zero", 5, {1, 0}, {0, 2}},
                   {"A", "one", 4, {3, 0}, {-1, -1}},
                   {"B", "two", 3, {0, 1}, {5, 0}},
                   {"B", "three", 2, {-1, 0}, {0, -1}}});
}

Model random_model(std::size_t tracks, std::size_t dim) {
  Model model;
  model.recipe = Recipe::playlist;
  Random random(3);
  for (Embedding* table : {&model.input, &model.output}) {
    *table = {tracks, dim, {}};
    for (std::size_t i = 0; i < tracks * dim; ++i)
      table->values.push_back(static_cast<float>(random.uniform() - 0.4));
  }
  for (std::size_t i = 0; i < tracks; ++i)
    model.vocabulary.add({"A", std::to_string(i)}, 1);
  return model;
}

double cosine(std::span<const float> a, std::span<const float> b) {
  double dot = 0, aa = 0, bb = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    dot += static_cast<double>(a[i]) * static_cast<double>(b[i]);
    aa += static_cast<double>(a[i]) * static_cast<double>(a[i]);
    bb += static_cast<double>(b[i]) * static_cast<double>(b[i]);
  }
  return dot / std::sqrt(aa * bb);
}

std::vector<TrackId> ids(const std::vector<Neighbour>& neighbours) {
  std::vector<TrackId> result;
  for (const Neighbour& neighbour : neighbours)
    result.push_back(neighbour.id);
  return result;
}

}  // namespace

TEST_CASE("under the recipe seed similar tracks have like input vectors", "[similarity]") {
  Model model = small_model();
  model.recipe = Recipe::seed;
  const auto found = Similarity(model).similar(0, 3);
  CHECK(ids(found) == std::vector<TrackId>{1, 2, 3});
  CHECK(found[0].similarity == Approx(1));
  CHECK(found[2].similarity == Approx(-1));
}

TEST_CASE("under the recipe playlist they are expected beside each other", "[similarity]") {
  const Model model = small_model();
  const auto found = Similarity(model).similar(0, 3);
  CHECK(ids(found)[0] == 2);
  CHECK(found[0].similarity == Approx(1));
}

TEST_CASE("similarity is the mean of both cosines, and the same from either side", "[similarity]") {
  const Model model = random_model(300, 7);
  const Similarity similarity(model);
  for (const TrackId id : {0u, 17u, 299u}) {
    const auto found = similarity.similar(id, 299);
    REQUIRE(found.size() == 299);
    for (const Neighbour& neighbour : found) {
      const double expected = (cosine(model.input.row(id), model.output.row(neighbour.id)) +
                               cosine(model.output.row(id), model.input.row(neighbour.id))) /
                              2;
      CHECK(static_cast<double>(neighbour.similarity) == Approx(expected).margin(1e-6));
    }
  }
}

TEST_CASE("scores are the similarities that the search finds", "[similarity]") {
  Model model = random_model(200, 5);
  for (const Recipe recipe : kAllRecipes) {
    model.recipe = recipe;
    const Similarity similarity(model);
    const std::vector<float> scores = scores_of(similarity, {9}, 200);
    for (const Neighbour& neighbour : similarity.similar(9, 199))
      CHECK(scores[neighbour.id] == Approx(neighbour.similarity).margin(1e-5));
  }
}

TEST_CASE("many tracks in one call get the same answers", "[similarity]") {
  Model model = random_model(100, 4);
  for (const Recipe recipe : kAllRecipes) {
    model.recipe = recipe;
    const Similarity similarity(model);
    const std::vector<TrackId> asked = {5, 0, 99};
    const auto answers = similarity.similar(asked, 8);
    REQUIRE(answers.size() == 3);
    for (std::size_t i = 0; i < asked.size(); ++i)
      CHECK(ids(answers[i]) == ids(similarity.similar(asked[i], 8)));
  }
}

TEST_CASE("song arithmetic goes towards some tracks and away from others", "[similarity]") {
  // The first number says who sings, the second how it sounds.
  Model model = model_of({{"Eve", "odd", 1, {5, 4.9f}, {5, 4.9f}},
                          {"Ann", "calm", 1, {1, 1}, {1, 1}},
                          {"Ann", "loud", 1, {1, -1}, {1, -1}},
                          {"Ben", "calm", 1, {-1, 1}, {-1, 1}},
                          {"Ben", "loud", 1, {-1, -1}, {-1, -1}}});
  for (const Recipe recipe : kAllRecipes) {
    model.recipe = recipe;
    const Similarity similarity(model);
    const std::vector<TrackId> plus = {2, 3}, minus = {1};
    CHECK(ids(similarity.combine(plus, minus, 9)) == std::vector<TrackId>{4, 0});
    CHECK(ids(similarity.combine({}, minus, 1)) == std::vector<TrackId>{4});
    // Each weighs alike, however long its vector.
    const std::vector<TrackId> long_and_short = {0, 3};
    CHECK(ids(similarity.combine(long_and_short, {}, 9))[0] == 1);
  }
}

TEST_CASE("the odd one is least like the others", "[similarity]") {
  Model model = model_of({{"A", "a", 1, {1, 0}, {1, 0}},
                          {"A", "b", 1, {1, 0.1f}, {1, 0.1f}},
                          {"A", "c", 1, {0, 9}, {0, 9}},
                          {"A", "d", 1, {1, 0.4f}, {1, 0.4f}}});
  for (const Recipe recipe : kAllRecipes) {
    model.recipe = recipe;
    const Similarity similarity(model);
    const std::vector<TrackId> all = {0, 1, 2, 3}, without = {3, 0, 1};
    CHECK(similarity.odd_one_out(all) == 2);
    CHECK(similarity.odd_one_out(without) == 3);
  }
}

TEST_CASE("a vector that is not finite is an error, one of zeros is like none", "[similarity]") {
  Model model = small_model();
  model.output.values[3] = 0;
  model.output.values[2] = 0;
  model.input.values[2] = 0;
  model.input.values[3] = 0;
  CHECK(scores_of(Similarity(model), {0}, 4)[1] == 0);
  model.output.values[3] = std::numeric_limits<float>::quiet_NaN();
  CHECK_THROWS_AS(Similarity(model), Error);
}
