#include "segue/query/continuation.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <string>
#include <vector>

#include "support/small_models.h"

using namespace segue;
using namespace segue::test;

namespace {

/// 0 and 1 are asked about; outputs of 2 and 3 lie along the first axis, of 4 and 5 the second.
Model small_model() {
  return model_of({{"Abba", "one", 9, {1, 0}, {0, 0}},
                   {"Blur", "two", 8, {0, 1}, {0, 0}},
                   {"Abba", "three", 7, {0, 0}, {4, 0}},
                   {"ABBA", "four", 6, {0, 0}, {3, 0}},
                   {"Cher", "five", 5, {0, 0}, {0, 2}},
                   {"Dido", "six", 1, {0, 0}, {0, 2}}});
}

std::vector<TrackId> ids(const std::vector<Suggestion>& suggestions) {
  std::vector<TrackId> result;
  for (const Suggestion& each : suggestions)
    result.push_back(each.id);
  return result;
}

}  // namespace

TEST_CASE("scores are input times output over the root of its length", "[continuation]") {
  const Model model = small_model();
  std::vector<float> scores(6);
  const TrackId known[] = {0};
  Continuation(model).score(known, scores);
  CHECK(scores[2] / scores[3] == Approx((4 / std::sqrt(4)) / (3 / std::sqrt(3))));
  CHECK(scores[4] == 0);
}

TEST_CASE("several known tracks are asked by their mean", "[continuation]") {
  const Model model = small_model();
  std::vector<float> one(6), other(6), both(6);
  const TrackId first[] = {0}, second[] = {1}, pair[] = {0, 1};
  const Continuation continuation(model);
  continuation.score(first, one);
  continuation.score(second, other);
  continuation.score(pair, both);
  for (std::size_t id = 0; id < 6; ++id)
    CHECK(both[id] == Approx((one[id] + other[id]) / 2));
}

TEST_CASE("what is unlike weighs a quarter, so that something still goes with the known",
          "[continuation]") {
  // 0 and 1 point the same way, as a song that one likes and one by the same people that one does
  // not; 2 goes with them, 3 with nothing.
  const Model model = model_of({{"A", "liked", 4, {1, 0}, {1, 0}},
                                {"A", "not liked", 3, {1, 0}, {1, 0}},
                                {"B", "stranger", 2, {0, 1}, {0, 1}},
                                {"A", "third", 1, {1, 0}, {1, 0}}});
  const TrackId known[] = {0}, unlike[] = {1};
  const auto found = Continuation(model).suggest({.known = known, .unlike = unlike}, 9);
  CHECK(ids(found) == std::vector<TrackId>{3, 2});
  const auto alone = Continuation(model).suggest({.known = known}, 9);
  CHECK(found[0].score == Approx(alone[0].score * 0.75f));
}

TEST_CASE("what is known or unlike is not suggested, equal scores go by position",
          "[continuation]") {
  const Model model = small_model();
  const Continuation continuation(model);
  const TrackId first[] = {0}, second[] = {1};
  CHECK(ids(continuation.suggest({.known = first}, 3)) == std::vector<TrackId>{2, 3, 1});
  CHECK(ids(continuation.suggest({.known = second}, 2)) == std::vector<TrackId>{4, 5});
  CHECK(ids(continuation.suggest({.known = first, .unlike = second}, 10)) ==
        std::vector<TrackId>{2, 3, 4, 5});
}

TEST_CASE("what is unlike pushes away", "[continuation]") {
  const Model model = small_model();
  const TrackId first[] = {0}, second[] = {1};
  const auto found = Continuation(model).suggest({.known = first, .unlike = second}, 10);
  CHECK(found[2].score < 0);
}

TEST_CASE("the knob turns from hidden gems to hits", "[continuation]") {
  const Model model = small_model();
  const TrackId known[] = {1};
  const auto with = [&](double popularity) {
    return ids(Continuation(model).suggest({.known = known, .popularity = popularity}, 1))[0];
  };
  CHECK(with(0) == 4);
  CHECK(with(0.1) == 4);
  CHECK(with(-0.1) == 5);
  std::vector<float> none(6);
  Continuation(model).score({}, none);
  CHECK(none[0] > none[1]);
  CHECK(none[4] > none[5]);
}

TEST_CASE("artists are limited whatever their case", "[continuation]") {
  const Model model = small_model();
  const TrackId known[] = {0};
  CHECK(ids(Continuation(model).suggest({.known = known, .most_per_artist = 1}, 3)) ==
        std::vector<TrackId>{2, 1, 4});
  CHECK(ids(Continuation(model).suggest({.known = known, .leaves_out_artists = true}, 9)) ==
        std::vector<TrackId>{1, 4, 5});
}

TEST_CASE("a model whose weight is negative is asked the right way round", "[continuation]") {
  Model model = small_model();
  model.logit_weight = -1;
  for (float& value : model.output.values)
    value = -value;
  const TrackId known[] = {0};
  CHECK(ids(Continuation(model).suggest({.known = known}, 2)) == std::vector<TrackId>{2, 3});
}
