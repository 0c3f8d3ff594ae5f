#include "segue/evaluate/evaluation.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

#include "segue/util/error.h"
#include "segue/util/random.h"
#include "support/recommenders.h"

using namespace segue;
using namespace segue::test;

namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

/// Tracks of which the first occur most often.
Vocabulary vocabulary_of(std::size_t tracks) {
  Vocabulary vocabulary;
  for (std::size_t i = 0; i < tracks; ++i)
    vocabulary.add({"Artist", "song " + std::to_string(i)}, 1000 - i % 1000);
  return vocabulary;
}

/// Gives the tracks these scores, whatever is known.
Planted fixed(std::vector<float> scores) {
  return Planted([scores = std::move(scores)](auto, std::span<float> out) {
    std::copy(scores.begin(), scores.end(), out.begin());
  });
}

HeldOutQuery query(std::vector<TrackId> known, std::vector<TrackId> held_out) {
  HeldOutQuery result;
  result.known = std::move(known);
  result.held_out = std::move(held_out);
  return result;
}

/// HeldOutQueries of `known` and `held_out` different tracks each, drawn evenly.
std::vector<HeldOutQuery> random_queries(std::size_t count, std::uint32_t tracks, std::size_t known,
                                         std::size_t held_out) {
  Random random(5);
  std::vector<TrackId> all(tracks);
  std::iota(all.begin(), all.end(), 0u);
  std::vector<HeldOutQuery> queries;
  for (std::size_t i = 0; i < count; ++i) {
    random.shuffle(std::span(all));
    const auto middle = all.begin() + static_cast<std::ptrdiff_t>(known);
    queries.push_back(
        query({all.begin(), middle}, {middle, middle + static_cast<std::ptrdiff_t>(held_out)}));
  }
  return queries;
}

/// Scores that depend on the first known track only, evenly random.
Planted random_recommender() {
  return Planted([](std::span<const TrackId> known, std::span<float> scores) {
    Random random(known[0] + 1000);
    for (float& score : scores)
      score = static_cast<float>(random.uniform());
  });
}

/// Knows what each query has lost, and gives that 1 and all else 0.
Planted perfect(const std::vector<HeldOutQuery>& queries) {
  std::map<std::vector<TrackId>, std::vector<TrackId>> lost;
  for (const HeldOutQuery& each : queries)
    lost[each.known] = each.held_out;
  return Planted([lost](std::span<const TrackId> known, std::span<float> scores) {
    std::fill(scores.begin(), scores.end(), 0.0f);
    for (const TrackId id : lost.at({known.begin(), known.end()}))
      scores[id] = 1;
  });
}

/// Each metric relative to the most that it can be, where a query holds out `held_out` tracks.
void check_all(const Evaluation& evaluation, double expected, std::size_t held_out = 10) {
  for (const Metric metric : kAllMetrics) {
    if (metric == Metric::popularity_10) continue;
    double most = 1;
    if (metric == Metric::precision_10) most = static_cast<double>(held_out) / 10;
    if (metric == Metric::precision_20) most = static_cast<double>(held_out) / 20;
    INFO(to_string(metric));
    CHECK(evaluation[metric].mean == Approx(expected * most));
    CHECK(evaluation[metric].low == Approx(expected * most));
    CHECK(evaluation[metric].high == Approx(expected * most));
  }
}

EvaluationOptions with_known() {
  EvaluationOptions options;
  options.with_known = true;
  return options;
}

}  // namespace

TEST_CASE("a recommender that knows what is held out scores 1", "[evaluation]") {
  const Vocabulary vocabulary = vocabulary_of(200);
  for (const std::size_t held_out : {1u, 3u, 10u}) {
    const auto queries = random_queries(50, 200, 5, held_out);
    const Evaluation evaluation = evaluate(perfect(queries), "perfect", queries, vocabulary);
    check_all(evaluation, 1, held_out);
    CHECK(evaluation.queries == 50);
    CHECK(evaluation.held_out == 50 * held_out);
  }
}

TEST_CASE("a recommender that knows nothing scores what chance gives", "[evaluation]") {
  const Vocabulary vocabulary = vocabulary_of(500);
  const auto queries = random_queries(4000, 500, 20, 1);
  const Evaluation evaluation = evaluate(random_recommender(), "random", queries, vocabulary);
  const auto holds = [](const Estimate& estimate, double chance) {
    INFO(estimate.low << " " << estimate.mean << " " << estimate.high << ", chance " << chance);
    CHECK(estimate.low < chance);
    CHECK(estimate.high > chance);
    CHECK(estimate.low < estimate.mean);
    CHECK(estimate.high > estimate.mean);
    CHECK(estimate.high - estimate.low < 0.05);
  };
  constexpr double kCandidates = 480;  // without the known ones
  holds(evaluation[Metric::hit_rate_10], 10 / kCandidates);
  holds(evaluation[Metric::recall_10], 10 / kCandidates);
  holds(evaluation[Metric::hit_rate_100], 100 / kCandidates);
  holds(evaluation[Metric::recall_100], 100 / kCandidates);
  holds(evaluation[Metric::precision_10], 1 / kCandidates);
  holds(evaluation[Metric::precision_20], 1 / kCandidates);
  holds(evaluation[Metric::r_precision], 1 / kCandidates);
  double harmonic = 0;
  for (int rank = 1; rank <= 480; ++rank) {
    harmonic += 1.0 / rank;
    if (rank == 20) holds(evaluation[Metric::mrr_20], harmonic / kCandidates);
  }
  holds(evaluation[Metric::mrr], harmonic / kCandidates);
  CHECK(evaluation.coverage_10 == 1);
  CHECK(evaluation[Metric::popularity_10].mean == Approx(750.5).margin(2));
}

TEST_CASE("equal scores for all earn nothing, however few tracks there are", "[evaluation]") {
  for (const std::uint32_t tracks : {6u, 12u, 300u}) {
    const auto queries = random_queries(40, tracks, 2, 2);
    for (const float score : {0.0f, -3.0f, std::numeric_limits<float>::infinity()}) {
      const Planted constant([score](auto, std::span<float> scores) {
        std::fill(scores.begin(), scores.end(), score);
      });
      check_all(evaluate(constant, "constant", queries, vocabulary_of(tracks)), 0);
      check_all(evaluate(constant, "constant", queries, vocabulary_of(tracks), with_known()), 0);
    }
  }
}

TEST_CASE("a score that is not a number is an error that names the recommender", "[evaluation]") {
  const auto queries = random_queries(30, 50, 2, 1);
  // Only in one query, on a track that is known; with each number of threads.
  const Planted faulty([&](std::span<const TrackId> known, std::span<float> scores) {
    std::iota(scores.begin(), scores.end(), 0.0f);
    if (known[0] == queries[17].known[0]) scores[known[1]] = kNan;
  });
  for (const EvaluationOptions& options :
       {EvaluationOptions{1, {}}, EvaluationOptions{3, {}}, with_known()}) {
    try {
      evaluate(faulty, "this one", queries, vocabulary_of(50), options);
      FAIL("nothing was thrown");
    } catch (const Error& error) {
      CHECK(error.code() == ErrorCode::diverged);
      CHECK_THAT(error.what(), Catch::StartsWith("this one gives scores that are not numbers"));
    }
  }
}

TEST_CASE("known tracks are left out, and ties count against the recommender", "[evaluation]") {
  const Vocabulary vocabulary = vocabulary_of(6);
  const auto mrr = [&](std::vector<float> scores, const HeldOutQuery& asked) {
    return evaluate(fixed(std::move(scores)), "fixed", std::span(&asked, 1),
                    vocabulary)[Metric::mrr]
        .mean;
  };
  // The best two are known.
  CHECK(mrr({9, 8, 7, 3, 2, 1}, query({0, 1}, {2})) == Approx(1));
  CHECK(mrr({9, 8, 7, 3, 2, 1}, query({0}, {2})) == Approx(0.5));
  CHECK(mrr({9, 8, 7, 3, 2, 1}, query({}, {2})) == Approx(1.0 / 3));
  // Two others of the same score stand before it, wherever they are.
  CHECK(mrr({5, 5, 5, 3, 2, 1}, query({}, {0})) == Approx(1.0 / 3));
  CHECK(mrr({5, 5, 5, 3, 2, 1}, query({}, {2})) == Approx(1.0 / 3));
  // Another held-out track of the same score takes no place from the best of them.
  CHECK(mrr({5, 5, 3, 3, 2, 1}, query({}, {0, 1})) == Approx(1));
  // Zero of either sign is one score.
  CHECK(mrr({0.0f, -0.0f, -1, -1, -1, -1}, query({}, {0})) == Approx(0.5));
  CHECK(mrr({-0.0f, 0.0f, -1, -1, -1, -1}, query({}, {0})) == Approx(0.5));
  // The last of all stands before no other.
  CHECK(mrr({5, 4, 3, 2, 1, 0}, query({}, {5})) == 0);
}

TEST_CASE("known tracks may be found again where that is asked for", "[evaluation]") {
  const Vocabulary vocabulary = vocabulary_of(6);
  const auto asked = [&](const HeldOutQuery& query) {
    return evaluate(fixed({9, 8, 7, 3, 2, 1}), "fixed", std::span(&query, 1), vocabulary,
                    with_known());
  };
  // The best two are known, and stand before it.
  CHECK(asked(query({0, 1}, {2}))[Metric::mrr].mean == Approx(1.0 / 3));
  // They can be what is held out, and one behind them too.
  CHECK(asked(query({0, 1}, {0}))[Metric::mrr].mean == Approx(1));
  CHECK(asked(query({0, 1}, {1, 2}))[Metric::r_precision].mean == Approx(0.5));
  CHECK(asked(query({0, 5}, {5}))[Metric::mrr].mean == 0);
  // What is recommended are known tracks, too.
  CHECK(asked(query({0}, {2}))[Metric::popularity_10].mean == Approx(1000 - 2.5));
  CHECK(asked(query({0}, {2})).coverage_10 == 1);
  // One query leaves no role of a track to the next.
  const std::vector<HeldOutQuery> two = {query({0, 1}, {0}), query({2}, {1})};
  CHECK(evaluate(fixed({9, 8, 7, 3, 2, 1}), "fixed", two, vocabulary, with_known())[Metric::mrr]
            .mean == Approx((1 + 0.5) / 2));
}

TEST_CASE("a recommender that knows what is held out finds known tracks again", "[evaluation]") {
  const Vocabulary vocabulary = vocabulary_of(200);
  auto queries = random_queries(50, 200, 5, 3);
  for (HeldOutQuery& each : queries)
    each.held_out.push_back(each.known[2]);
  check_all(evaluate(perfect(queries), "perfect", queries, vocabulary, with_known()), 1, 4);
  const Evaluation without = evaluate(perfect(queries), "perfect", queries, vocabulary);
  CHECK(without[Metric::recall_10].mean == Approx(3.0 / 4));
  CHECK(without.held_out == 50 * 4);
}

TEST_CASE("the metrics of one query are what one counts by hand", "[evaluation]") {
  std::vector<float> scores(300);
  for (std::size_t i = 0; i < scores.size(); ++i)
    scores[i] = -static_cast<float>(i);
  // Track 0 is known, so the ranks are 2, 10, 11, 100 and 101; a sixth one is unknown.
  HeldOutQuery asked = query({0}, {101, 10, 2, 11, 100});
  asked.unknown_held_out = 1;
  asked.unknown_known = 4;
  const Evaluation evaluation =
      evaluate(fixed(scores), "fixed", std::span(&asked, 1), vocabulary_of(300));
  CHECK(evaluation.held_out == 6);
  CHECK(evaluation.unknown_held_out == 1);
  CHECK(evaluation.unknown_known == 4);
  CHECK(evaluation[Metric::hit_rate_10].mean == 1);
  CHECK(evaluation[Metric::hit_rate_100].mean == 1);
  CHECK(evaluation[Metric::recall_10].mean == Approx(2.0 / 6));
  CHECK(evaluation[Metric::recall_100].mean == Approx(4.0 / 6));
  CHECK(evaluation[Metric::precision_10].mean == Approx(2.0 / 10));
  CHECK(evaluation[Metric::precision_20].mean == Approx(3.0 / 20));
  CHECK(evaluation[Metric::r_precision].mean == Approx(1.0 / 6));
  CHECK(evaluation[Metric::mrr].mean == Approx(1.0 / 2));
  CHECK(evaluation[Metric::mrr_20].mean == Approx(1.0 / 2));
  double ideal = 0;
  for (int rank = 1; rank <= 6; ++rank)
    ideal += 1 / std::log2(rank + 1.0);
  CHECK(evaluation[Metric::ndcg_10].mean ==
        Approx((1 / std::log2(3.0) + 1 / std::log2(11.0)) / ideal));
  CHECK(evaluation[Metric::popularity_10].mean == Approx(1000 - 5.5));
  CHECK(evaluation.coverage_10 == Approx(10.0 / 300));
}

TEST_CASE("who is first behind the twentieth rank counts in MRR alone", "[evaluation]") {
  std::vector<float> scores(60);
  for (std::size_t i = 0; i < scores.size(); ++i)
    scores[i] = -static_cast<float>(i);
  const auto metric_at = [&](TrackId place, Metric metric) {
    const HeldOutQuery asked = query({}, {place, 58});
    return evaluate(fixed(scores), "fixed", std::span(&asked, 1), vocabulary_of(60))[metric].mean;
  };
  CHECK(metric_at(19, Metric::mrr_20) == Approx(1.0 / 20));
  CHECK(metric_at(19, Metric::precision_20) == Approx(1.0 / 20));
  CHECK(metric_at(20, Metric::mrr_20) == 0);
  CHECK(metric_at(20, Metric::precision_20) == 0);
  CHECK(metric_at(20, Metric::mrr) == Approx(1.0 / 21));
}

TEST_CASE("recall weighs tracks, the other metrics weigh queries", "[evaluation]") {
  const std::vector<float> scores = {9, 8, 7, 6, 5, 4, 3, 2, 1, 0, -1, -2, -3, -4, -5};
  const std::vector<HeldOutQuery> queries = {query({}, {0}), query({}, {10, 11, 12})};
  const Evaluation evaluation = evaluate(fixed(scores), "fixed", queries, vocabulary_of(15));
  CHECK(evaluation[Metric::hit_rate_10].mean == Approx(0.5));
  CHECK(evaluation[Metric::recall_10].mean == Approx(0.25));
  CHECK(evaluation[Metric::mrr].mean == Approx((1 + 1.0 / 11) / 2));
}

TEST_CASE("a track that is unknown, or known and held out at once, is a miss", "[evaluation]") {
  HeldOutQuery unknown = query({1}, {});
  unknown.unknown_held_out = 1;
  const std::vector<HeldOutQuery> queries = {unknown, query({1, 0}, {0})};
  const Evaluation evaluation =
      evaluate(fixed({9, 8, 7, 6, 5}), "fixed", queries, vocabulary_of(5));
  check_all(evaluation, 0);
  CHECK(evaluation.held_out == 2);
}

TEST_CASE("an evaluation does not depend on the number of threads", "[evaluation]") {
  const Vocabulary vocabulary = vocabulary_of(400);
  const auto queries = random_queries(101, 400, 10, 3);
  const Evaluation one = evaluate(random_recommender(), "random", queries, vocabulary);
  for (const unsigned threads : {2u, 5u}) {
    double last = 0;
    const Evaluation many =
        evaluate(random_recommender(), "random", queries, vocabulary, {threads, [&](double share) {
                                                                         CHECK(share > last);
                                                                         CHECK(share <= 1);
                                                                         last = share;
                                                                       }});
    for (const Metric metric : kAllMetrics) {
      CHECK(many[metric].mean == one[metric].mean);
      CHECK(many[metric].low == one[metric].low);
      CHECK(many[metric].high == one[metric].high);
    }
    CHECK(many.coverage_10 == one.coverage_10);
  }
}

TEST_CASE("95% of the intervals hold the truth", "[evaluation]") {
  // Each query is a hit with a chance of 0.3.
  Random random(11);
  const Planted by_query([](std::span<const TrackId> known, std::span<float> scores) {
    std::fill(scores.begin(), scores.end(), 0.0f);
    scores[2 + known[0]] = 1;
  });
  int held = 0;
  for (int trial = 0; trial < 200; ++trial) {
    std::vector<HeldOutQuery> queries;
    for (int i = 0; i < 100; ++i)
      queries.push_back(query({random.uniform() < 0.3 ? 0u : 1u}, {2}));
    const Estimate rate =
        evaluate(by_query, "planted", queries, vocabulary_of(30))[Metric::hit_rate_10];
    held += rate.low <= 0.3 && rate.high >= 0.3;
  }
  CHECK(held >= 180);
  CHECK(held <= 199);
}

TEST_CASE("what the progress callback throws ends the evaluation", "[evaluation]") {
  const auto queries = random_queries(50, 60, 3, 1);
  CHECK_THROWS_AS(evaluate(random_recommender(), "random", queries, vocabulary_of(60),
                           {2, [](double) { throw std::runtime_error("stop"); }}),
                  std::runtime_error);
}

TEST_CASE("no queries give no answers, and no tracks give none either", "[evaluation]") {
  const Evaluation none = evaluate(random_recommender(), "random", {}, vocabulary_of(5));
  CHECK(none.queries == 0);
  check_all(none, 0);
  HeldOutQuery unknown;
  unknown.unknown_held_out = 2;
  const Evaluation nothing = evaluate(fixed({}), "fixed", std::span(&unknown, 1), Vocabulary());
  CHECK(nothing.queries == 1);
  check_all(nothing, 0);
}

TEST_CASE("a query of keys counts what is unknown, and each track once", "[evaluation]") {
  const Vocabulary vocabulary = vocabulary_of(4);
  const HeldOutQuery made = make_query(
      {"artist - song 2", "who - what", "artist - song 0", "artist - song 2", "who - what"},
      {"artist - song 3", "artist - song 3", "nobody - nothing"}, vocabulary);
  CHECK(made.known == std::vector<TrackId>{2, 0});
  CHECK(made.unknown_known == 1);
  CHECK(made.held_out == std::vector<TrackId>{3});
  CHECK(made.unknown_held_out == 1);
}

TEST_CASE("a query of keys keeps a held-out track that is known as well", "[evaluation]") {
  const HeldOutQuery made = make_query({"artist - song 2", "artist - song 0"},
                                       {"Artist - Song 0", "artist - song 1"}, vocabulary_of(4));
  CHECK(made.known == std::vector<TrackId>{2, 0});
  CHECK(made.held_out == std::vector<TrackId>{0, 1});
  CHECK(made.unknown_held_out == 0);
}
