#include "learn/answer_fit.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>
#include <vector>

#include "segue/query/continuation.h"
#include "segue/util/random.h"
#include "support/memories.h"
#include "support/small_models.h"

using namespace segue;
using namespace segue::test;

namespace {

constexpr std::array kTwoParts = {AnswerPart::embedding, AnswerPart::near};

/// Lists of twenty in which the first is drawn by these weights of two parts.
std::vector<RankedList> drawn_lists(double embedding, double near, std::size_t count = 4000) {
  Random random(7);
  std::vector<RankedList> lists(count);
  for (RankedList& list : lists) {
    std::vector<double> likelihoods;
    double sum = 0;
    for (int i = 0; i < 20; ++i) {
      PartScores scores = {};
      scores[0] = static_cast<float>(4 * random.uniform() - 2);
      scores[3] = static_cast<float>(4 * random.uniform() - 2);
      sum += std::exp(embedding * double{scores[0]} + near * double{scores[3]});
      likelihoods.push_back(sum);
      list.scores.push_back(scores);
      list.log_weights.push_back(0);
    }
    const double at = random.uniform() * sum;
    std::size_t chosen = 0;
    while (likelihoods[chosen] < at)
      ++chosen;
    std::swap(list.scores[0], list.scores[chosen]);
  }
  return lists;
}

/// Playlists of thirty of a hundred tracks, which always come in the same order.
std::vector<std::vector<TrackId>> ordered_lists() {
  Random random(11);
  std::vector<std::vector<TrackId>> lists(300);
  for (auto& list : lists) {
    std::vector<TrackId> all(100);
    std::iota(all.begin(), all.end(), TrackId{0});
    random.shuffle(std::span(all));
    list.assign(all.begin(), all.begin() + 30);
    std::sort(list.begin(), list.end());
  }
  return lists;
}

/// Playlists of ten of a hundred tracks that lie in a row, from anywhere on.
std::vector<std::vector<TrackId>> neighbouring_lists() {
  Random random(11);
  std::vector<std::vector<TrackId>> lists(300);
  for (auto& list : lists) {
    const TrackId first = random.below(100);
    for (TrackId i = 0; i < 10; ++i)
      list.push_back((first + i) % 100);
  }
  return lists;
}

Model even_model(const std::vector<std::vector<TrackId>>& lists) {
  std::vector<Row> rows;
  for (int i = 0; i < 100; ++i)
    rows.push_back({"artist " + std::to_string(i), "song", 30, {1, 0}, {1, 0}});
  Model model = model_of(rows);
  model.memory = memory_of(lists);
  return model;
}

Answers fit_to(const Model& model, std::size_t slice = 1000, unsigned threads = 1) {
  std::vector<HiddenTrack> hidden;
  for (std::size_t playlist = 0; playlist < model.memory->playlists(); ++playlist) {
    const std::span<const TrackId> tracks = model.memory->playlist(playlist);
    hidden.push_back({playlist, tracks[1 + playlist % (tracks.size() - 1)]});
  }
  AnswerFit fit(view(model.input), view(model.output), model.vocabulary, *model.memory, hidden,
                threads);
  while (!fit.is_over())
    fit.ask(slice);
  return fit.fit();
}

}  // namespace

TEST_CASE("a fit finds the weights that lists were drawn by", "[answer_fit]") {
  const auto lists = drawn_lists(1.5, -0.5);
  const AnswerWeights weights = ListwiseFit(lists).fit(kTwoParts, {});
  CHECK(weights[AnswerPart::embedding] == Approx(1.5).margin(0.1));
  CHECK(weights[AnswerPart::near] == Approx(-0.5).margin(0.1));
  CHECK(weights[AnswerPart::far] == 0);
}

TEST_CASE("a sample stands for as many as its weight says", "[answer_fit]") {
  const auto lists = drawn_lists(1, 0);
  auto sampled = lists;
  for (RankedList& list : sampled) {  // half of the others, each for two
    std::vector<PartScores> kept = {list.scores[0]};
    for (std::size_t i = 1; i < list.scores.size(); i += 2)
      kept.push_back(list.scores[i]);
    list.scores = kept;
    list.log_weights.assign(kept.size(), static_cast<float>(std::log(1.9)));
    list.log_weights[0] = 0;
  }
  const std::array part = {AnswerPart::embedding};
  CHECK(ListwiseFit(sampled).fit(part, {})[AnswerPart::embedding] ==
        Approx(ListwiseFit(lists).fit(part, {})[AnswerPart::embedding]).margin(0.07));
}

TEST_CASE("a part that chance explains gets no weight", "[answer_fit]") {
  const auto useless = drawn_lists(1, 0);
  const std::array optional = {AnswerPart::near};
  CHECK(ListwiseFit(useless).fit(kTwoParts, {})[AnswerPart::near] != 0);
  CHECK(ListwiseFit(useless).fit(kTwoParts, optional)[AnswerPart::near] == 0);
  const auto useful = drawn_lists(1, 0.5);
  CHECK(ListwiseFit(useful).fit(kTwoParts, optional)[AnswerPart::near] > 0.4);
}

TEST_CASE("a part that is a reason never speaks against a track", "[answer_fit]") {
  const std::vector<RankedList> against = drawn_lists(1, -0.5);
  const std::vector<RankedList> with = drawn_lists(1, 0.5);
  const std::array near = {AnswerPart::near};
  CHECK(ListwiseFit(against).fit(kTwoParts, near)[AnswerPart::near] < -0.4);
  const AnswerWeights weights = ListwiseFit(against).fit(kTwoParts, near, near);
  CHECK(weights[AnswerPart::near] == 0);
  CHECK(weights[AnswerPart::embedding] > 0.5);
  CHECK(ListwiseFit(with).fit(kTwoParts, near, near)[AnswerPart::near] > 0.4);
}

TEST_CASE("without lists the weights are those that hold on most sets", "[answer_fit]") {
  const AnswerWeights weights = ListwiseFit({}).fit(kAllAnswerParts, {});
  CHECK(weights[AnswerPart::embedding] == 1);
  CHECK(weights[AnswerPart::far] > 0);
  CHECK(weights[AnswerPart::popularity] > 0);
  CHECK(weights[AnswerPart::forward] == 0);
}

TEST_CASE("where songs follow one another, order is found to count", "[answer_fit]") {
  const Answers answers = fit_to(even_model(ordered_lists()));
  CHECK(answers.next[AnswerPart::forward] > 0.1);
  CHECK(answers.gap[AnswerPart::forward] == 0);
  CHECK(answers.gap[AnswerPart::recent] == 0);
}

TEST_CASE("where the order was shuffled, none is found", "[answer_fit]") {
  auto lists = neighbouring_lists();
  Random random(5);
  for (auto& list : lists)
    random.shuffle(std::span(list));
  const Answers answers = fit_to(even_model(lists));
  CHECK(answers.next[AnswerPart::forward] == 0);
  CHECK(answers.next[AnswerPart::near] == 0);
  CHECK(answers.next[AnswerPart::recent] == 0);
  CHECK(answers.gap[AnswerPart::near] == 0);
  CHECK(answers.gap[AnswerPart::far] > 0.2);
}

TEST_CASE("what is like a track is told by its playlists where its vectors tell nothing",
          "[answer_fit]") {
  const AnswerWeights similar = fit_to(even_model(neighbouring_lists())).similar;
  CHECK(similar[AnswerPart::embedding] == 0);
  double sum = 0;
  for (const AnswerPart part : kAllAnswerParts) {
    CHECK(similar[part] >= 0);
    sum += similar[part];
  }
  CHECK(sum == Approx(1));
  CHECK(similar[AnswerPart::embedding] + similar[AnswerPart::far] + similar[AnswerPart::near] ==
        Approx(1));
}

TEST_CASE("where no playlist tells of another, the vectors alone say what is like a track",
          "[answer_fit]") {
  Model model = even_model({});
  std::vector<std::vector<TrackId>> lists;
  for (TrackId first = 0; first < 100; first += 5)
    lists.push_back({first, first + 1, first + 2, first + 3, first + 4});
  model.memory = memory_of(lists);
  for (TrackId id = 0; id < 100; ++id) {  // those of a playlist point one way
    for (Embedding* table : {&model.input, &model.output}) {
      table->values[2 * id] = std::cos(static_cast<float>(id / 5));
      table->values[2 * id + 1] = std::sin(static_cast<float>(id / 5));
    }
  }
  CHECK(fit_to(model).similar == by_vectors_alone());
  CHECK(usual_answers().similar == by_vectors_alone());
}

TEST_CASE("threads and slices change nothing in a fit", "[answer_fit]") {
  const Model model = even_model(ordered_lists());
  const Answers expected = fit_to(model);
  CHECK(fit_to(model, 7) == expected);
  CHECK(fit_to(model, 50, 3) == expected);
}

TEST_CASE("a playlist asks as if the memory did not hold it", "[answer_fit]") {
  // Each playlist is of tracks of its own, so that no other says anything of them.
  std::vector<std::vector<TrackId>> lists;
  for (TrackId first = 0; first < 100; first += 5)
    lists.push_back({first, first + 1, first + 2, first + 3, first + 4});
  const Answers answers = fit_to(even_model(lists));
  CHECK(answers.gap[AnswerPart::near] == 0);
  CHECK(answers.next[AnswerPart::forward] == 0);
  CHECK(answers.gap[AnswerPart::far] < 0.25);
}
