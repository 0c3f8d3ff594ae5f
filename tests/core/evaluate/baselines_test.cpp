#include "segue/evaluate/baselines.h"

#include <Eigen/Dense>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <set>

#include "evaluate/baselines/positive_definite.h"
#include "segue/util/error.h"
#include "segue/util/random.h"
#include "support/playlists.h"
#include "support/recommenders.h"

using namespace segue;
using namespace segue::test;

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// Some playlists of random tracks, some of which come twice.
Corpus random_corpus(std::size_t playlists, std::uint32_t tracks, std::uint32_t length) {
  Random random(9);
  std::vector<std::vector<std::string>> lists(playlists);
  for (auto& list : lists) {
    for (std::uint32_t i = 0; i < length; ++i)
      list.push_back("song " + std::to_string(random.below(tracks)));
  }
  return corpus_of(lists);
}

/// Ones where a track (column) stands in a playlist (row).
MatrixXd dense(const Corpus& corpus) {
  MatrixXd x = MatrixXd::Zero(static_cast<Index>(corpus.playlists()),
                              static_cast<Index>(corpus.vocabulary.size()));
  for (std::size_t i = 0; i < corpus.playlists(); ++i) {
    for (const TrackId id : corpus.playlist(i))
      x(static_cast<Index>(i), id) = 1;
  }
  return x;
}

VectorXd ones_at(const std::vector<TrackId>& ids, Index size) {
  VectorXd result = VectorXd::Zero(size);
  for (const TrackId id : ids)
    result(id) = 1;
  return result;
}

/// That the scores of the tracks that are not known are these.
void check_scores(const Recommender& recommender, const std::vector<TrackId>& known,
                  const VectorXd& expected, double tolerance = 1e-4) {
  const auto scores = scores_of(recommender, known, static_cast<std::size_t>(expected.size()));
  for (TrackId id = 0; id < scores.size(); ++id) {
    if (std::find(known.begin(), known.end(), id) != known.end()) continue;
    INFO("track " << id);
    CHECK(double{scores[id]} == Approx(expected(id)).epsilon(tolerance).margin(tolerance));
  }
}

const std::vector<std::vector<TrackId>> kQueries = {{0}, {3, 1, 7}, {11, 2}};

}  // namespace

TEST_CASE("popularity counts playlists, not repeats", "[baselines]") {
  const Corpus corpus = corpus_of({{"a", "a", "a", "b"}, {"b", "c"}, {"b", "c"}});
  const auto scores = scores_of(*make_popularity(corpus), {0}, 3);
  const auto of = [&](const char* key) { return scores[*corpus.vocabulary.find(key)]; };
  CHECK(of("artist - a") == 1);
  CHECK(of("artist - b") == 3);
  CHECK(of("artist - c") == 2);
}

TEST_CASE("Markov sums the known tracks' shares of successors", "[baselines]") {
  const Corpus corpus =
      corpus_of({{"a", "b", "a", "c"}, {"a", "b"}, {"d", "c"}, {"d", "e"}, {"b", "e"}});
  const auto id = [&](const std::string& title) {
    return *corpus.vocabulary.find("artist - " + title);
  };
  const auto chain = make_markov(corpus);
  const auto scores = scores_of(*chain, {id("d"), id("a")}, 5);
  CHECK(scores[id("b")] == Approx(2.0 / 3));
  CHECK(scores[id("c")] == Approx(1.0 / 3 + 1.0 / 2));
  CHECK(scores[id("e")] == Approx(1.0 / 2));
  CHECK(scores[id("d")] == 0);
  CHECK(scores[id("a")] == 0);
  // Nothing ever follows e, and nothing is known.
  CHECK(scores_of(*chain, {id("e")}, 5) == std::vector<float>(5));
  CHECK(scores_of(*chain, {}, 5) == std::vector<float>(5));
}

TEST_CASE("near sums what stands at most three places away, by distance", "[baselines]") {
  const Corpus corpus = corpus_of({{"a", "b", "c", "a", "d"}, {"b", "a"}, {"e"}});
  const auto id = [&](const std::string& title) {
    return *corpus.vocabulary.find("artist - " + title);
  };
  const auto near = make_near(corpus);
  const auto beside_a = scores_of(*near, {id("a")}, 5);
  CHECK(beside_a[id("b")] == Approx((1 + 1.0 / 2 + 1) / std::sqrt(3 * 2)));
  CHECK(beside_a[id("c")] == Approx((1.0 / 2 + 1) / std::sqrt(3 * 1)));
  CHECK(beside_a[id("d")] == Approx(1 / std::sqrt(3 * 1)));  // the first a is four places away
  CHECK(beside_a[id("a")] == Approx((1.0 / 3 + 1.0 / 3) / 3));
  CHECK(beside_a[id("e")] == 0);  // nothing of one playlist is near another one
  const auto beside_two = scores_of(*near, {id("d"), id("b")}, 5);
  CHECK(beside_two[id("a")] == Approx(1 / std::sqrt(1 * 3) + 2.5 / std::sqrt(2 * 3)));
  CHECK(beside_two[id("c")] == Approx(1.0 / 2 + 1 / std::sqrt(2 * 1)));
  CHECK(scores_of(*near, {id("e")}, 5) == std::vector<float>(5));
  CHECK(scores_of(*near, {}, 5) == std::vector<float>(5));
}

TEST_CASE("near is what a look at all pairs of places gives", "[baselines]") {
  const Corpus corpus = random_corpus(30, 25, 8);
  VectorXd counts = VectorXd::Zero(25);
  MatrixXd beside = MatrixXd::Zero(25, 25);
  for (std::size_t i = 0; i < corpus.playlists(); ++i) {
    const auto tracks = corpus.playlist(i);
    for (std::size_t a = 0; a < tracks.size(); ++a) {
      ++counts(tracks[a]);
      for (std::size_t b = 0; b < tracks.size(); ++b) {
        const double distance = std::abs(static_cast<double>(a) - static_cast<double>(b));
        if (a != b && distance <= 3) beside(tracks[a], tracks[b]) += 1 / distance;
      }
    }
  }
  const MatrixXd scale = counts.cwiseSqrt().cwiseInverse().asDiagonal();
  for (const auto& known : kQueries)
    check_scores(*make_near(corpus), known, scale * beside * scale * ones_at(known, 25));
}

TEST_CASE("item-kNN is the shrunk cosine of the columns", "[baselines]") {
  const Corpus corpus = random_corpus(30, 25, 8);
  const MatrixXd x = dense(corpus);
  for (const double shrinkage : {0.0, 7.0}) {
    const auto knn = make_item_knn(corpus, {shrinkage});
    for (const auto& known : kQueries) {
      VectorXd expected = VectorXd::Zero(x.cols());
      for (const TrackId i : known) {
        for (Index j = 0; j < x.cols(); ++j)
          expected(j) += x.col(i).dot(x.col(j)) / (x.col(i).norm() * x.col(j).norm() + shrinkage);
      }
      check_scores(*knn, known, expected);
    }
    CHECK(scores_of(*knn, {}, 25) == std::vector<float>(25));
  }
}

TEST_CASE("item-kNN by length weighs a playlist by how short it is", "[baselines]") {
  // The lists weigh 1, 1 / 2, and three times nothing.
  const Corpus corpus =
      corpus_of({{"a", "b"}, {"a", "b", "c", "d", "b", "e"}, {"a"}, {"a", "a", "a"}, {"f", "f"}});
  const auto id = [&](const std::string& title) {
    return *corpus.vocabulary.find("artist - " + title);
  };
  for (const double shrinkage : {0.0, 1.0}) {
    const auto knn = make_item_knn_length(corpus, {shrinkage});
    const auto scores = scores_of(*knn, {id("a")}, 6);
    CHECK(scores[id("b")] == Approx(1.5 / (1.5 + shrinkage)));
    CHECK(scores[id("c")] == Approx(0.5 / (std::sqrt(1.5 * 0.5) + shrinkage)));
    CHECK(scores[id("f")] == 0);
    const auto two = scores_of(*knn, {id("c"), id("b")}, 6);
    CHECK(two[id("d")] == Approx(0.5 / (0.5 + shrinkage) +  // c and b
                                 0.5 / (std::sqrt(1.5 * 0.5) + shrinkage)));
    CHECK(scores_of(*knn, {id("f")}, 6) == std::vector<float>(6));  // not 0 / 0
  }
  CHECK(scores_of(*make_item_knn_length(corpus), {id("a")}, 6) ==
        scores_of(*make_item_knn_length(corpus, {1}), {id("a")}, 6));
}

TEST_CASE("item-kNN by length is the shrunk cosine of weighted columns", "[baselines]") {
  const Corpus corpus = random_corpus(30, 25, 8);
  const MatrixXd x = dense(corpus);
  const VectorXd weights = (x.rowwise().sum().array() - 1).rsqrt();
  const MatrixXd weighed = weights.cwiseSqrt().asDiagonal() * x;
  for (const auto& known : kQueries) {
    VectorXd expected = VectorXd::Zero(x.cols());
    for (const TrackId i : known) {
      for (Index j = 0; j < x.cols(); ++j)
        expected(j) += weighed.col(i).dot(weighed.col(j)) /
                       (weighed.col(i).norm() * weighed.col(j).norm() + 2);
    }
    check_scores(*make_item_knn_length(corpus, {2}), known, expected);
  }
}

TEST_CASE("EASE is the paper's formula, by tracks and by playlists", "[baselines]") {
  // The second has fewer playlists than tracks.
  for (const Corpus& corpus : {random_corpus(60, 25, 8), random_corpus(17, 40, 8)}) {
    const MatrixXd x = dense(corpus);
    const double l2 = 3.5;
    const MatrixXd p = (x.transpose() * x + l2 * MatrixXd::Identity(x.cols(), x.cols())).inverse();
    MatrixXd b =
        MatrixXd::Identity(x.cols(), x.cols()) - p * p.diagonal().cwiseInverse().asDiagonal();
    b.diagonal().setZero();
    const auto ease = make_ease(corpus, {l2});
    for (const auto& known : kQueries)
      check_scores(*ease, known, b.transpose() * ones_at(known, x.cols()));
  }
}

TEST_CASE("a positive definite matrix is inverted, of any size", "[baselines]") {
  Random random(4);
  for (const Index size : {1, 5, 191, 192, 193, 500}) {
    MatrixXd half(size, size);
    for (double& value : half.reshaped())
      value = random.uniform() - 0.5;
    const MatrixXd matrix = half * half.transpose() + MatrixXd::Identity(size, size);
    Eigen::MatrixXf lower = matrix.cast<float>();
    lower.triangularView<Eigen::StrictlyUpper>().setConstant(1e30f);  // which is not read
    for (const unsigned threads : {1u, 3u}) {
      double last = 0;
      BaselineWork work{threads, [&](double share) {
                          CHECK(share >= last);
                          last = share;
                        }};
      const MatrixXd inverse = invert_positive_definite(lower, work).cast<double>();
      CHECK((inverse - matrix.inverse()).norm() < 1e-4 * matrix.inverse().norm());
      if (threads == 1) CHECK(last == Approx(1));
    }
  }
}

TEST_CASE("EASE takes what fits", "[baselines]") {
  CHECK(ease_fits(random_corpus(5, 20, 10)));
  Corpus wide;
  wide.offsets.assign(kLargestEase + 2, 0);
  CHECK(ease_fits(wide));  // as few tracks as there are: none
  for (std::size_t i = 0; i <= kLargestEase; ++i)
    wide.vocabulary.add({"Artist", std::to_string(i)}, 1);
  CHECK_FALSE(ease_fits(wide));
  wide.offsets.resize(kLargestEase + 1);
  CHECK(ease_fits(wide));
}

TEST_CASE("ALS answers a query by ridge regression on the tracks' vectors", "[baselines]") {
  // Against dense algebra: the loss of what it gives, over all queries' vectors, cannot be lowered.
  const Corpus corpus = random_corpus(40, 25, 8);
  const MatrixXd x = dense(corpus);
  AlsOptions options;
  options.dim = 6;
  options.alpha0 = 0.3;
  options.lambda = 0.05;
  options.nu = 0.7;
  options.iterations = 1;
  // One iteration by hand: playlists from the random tracks, tracks from those.
  const double reach = 0.1 * std::sqrt(3.0 / 6);
  Random random(options.seed);
  MatrixXd tracks(6, x.cols());
  for (double& value : tracks.reshaped())
    value = reach * (2 * random.uniform() - 1);
  const auto solve = [&](const MatrixXd& side, const VectorXd& positives) {
    MatrixXd matrix =
        options.alpha0 * side * side.transpose() + side * positives.asDiagonal() * side.transpose();
    matrix.diagonal().array() +=
        options.lambda *
        std::pow(positives.sum() + options.alpha0 * static_cast<double>(side.cols()), options.nu);
    return VectorXd(matrix.ldlt().solve(side * positives));
  };
  MatrixXd playlists(6, x.rows());
  for (Index i = 0; i < x.rows(); ++i)
    playlists.col(i) = solve(tracks, x.row(i).transpose());
  for (Index i = 0; i < x.cols(); ++i)
    tracks.col(i) = solve(playlists, x.col(i));
  const auto als = make_als(corpus, options);
  for (const auto& known : kQueries)
    check_scores(*als, known, tracks.transpose() * solve(tracks, ones_at(known, x.cols())), 1e-3);
}

TEST_CASE("ALS lowers its loss with each iteration", "[baselines]") {
  const Corpus corpus = random_corpus(50, 40, 10);
  const MatrixXd x = dense(corpus);
  AlsOptions options;
  options.dim = 8;
  // How far the folded-in playlists are from what they are folded in from.
  const auto misfit = [&](std::size_t iterations) {
    options.iterations = iterations;
    const auto als = make_als(corpus, options);
    double sum = 0;
    for (Index i = 0; i < x.rows(); ++i) {
      std::vector<TrackId> known;
      for (TrackId id = 0; id < x.cols(); ++id) {
        if (x(i, id) != 0) known.push_back(id);
      }
      const auto scores = scores_of(*als, known, static_cast<std::size_t>(x.cols()));
      for (TrackId id = 0; id < x.cols(); ++id) {
        const double error = x(i, id) - double{scores[id]};
        sum += (x(i, id) != 0 ? 1.1 : 0.1) * error * error;
      }
    }
    return sum;
  };
  const double first = misfit(1);
  const double third = misfit(3);
  CHECK(third < first);
  CHECK(misfit(10) < third);
}

TEST_CASE("no baseline depends on the number of threads", "[baselines]") {
  const Corpus corpus = random_corpus(300, 260, 12);
  const BaselineWork three{3, {}};
  AlsOptions als;
  als.dim = 10;
  als.iterations = 2;
  for (const auto& known : kQueries) {
    CHECK(scores_of(*make_ease(corpus), known, 260) ==
          scores_of(*make_ease(corpus, {}, three), known, 260));
    CHECK(scores_of(*make_als(corpus, als), known, 260) ==
          scores_of(*make_als(corpus, als, three), known, 260));
  }
}

TEST_CASE("every baseline answers who names nothing, and takes a playlist of nothing",
          "[baselines]") {
  Corpus corpus = random_corpus(70, 60, 8);
  corpus.offsets.push_back(corpus.offsets.back());
  AlsOptions als;
  als.dim = 64;  // from 48 on Eigen's products are cut into blocks
  als.iterations = 2;
  const std::size_t tracks = corpus.vocabulary.size();
  for (const auto& recommender :
       {make_popularity(corpus), make_markov(corpus), make_near(corpus), make_item_knn(corpus),
        make_item_knn_length(corpus), make_ease(corpus), make_als(corpus, als)}) {
    for (const float score : scores_of(*recommender, {}, tracks))
      CHECK(std::isfinite(score));
    CHECK(std::isfinite(scores_of(*recommender, {1}, tracks)[0]));
  }
}

TEST_CASE("a baseline refuses what it cannot do with", "[baselines]") {
  const Corpus corpus = random_corpus(5, 20, 10);
  const auto refuses = [](const auto& make) {
    try {
      make();
      return false;
    } catch (const Error& error) {
      return error.code() == ErrorCode::bad_option;
    }
  };
  CHECK(refuses([&] { make_item_knn(corpus, {-1}); }));
  CHECK(refuses([&] { make_item_knn_length(corpus, {-1}); }));
  CHECK(refuses([&] { make_ease(corpus, {0}); }));
  AlsOptions als;
  als.lambda = 0;
  CHECK(refuses([&] { make_als(corpus, als); }));
}
