#include "segue/train/song2vec_trainer.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "segue/model/model_file.h"
#include "segue/util/error.h"
#include "support/dense_reference.h"
#include "support/playlists.h"
#include "train/dense_adam.h"

using namespace segue;
using namespace segue::test;

namespace {

Model train(Corpus corpus, const Song2vecOptions& options, std::uint64_t slice = 1 << 20) {
  Song2vecTrainer trainer(std::move(corpus), options);
  while (!trainer.advance(slice).finished) {
  }
  return trainer.model();
}

Song2vecOptions short_options() {
  Song2vecOptions options;
  options.embedding_dim = 20;
  options.epochs = 3;
  return options;
}

ErrorCode error_of(Corpus corpus, const Song2vecOptions& options) {
  try {
    train(std::move(corpus), options);
  } catch (const Error& error) {
    return error.code();
  }
  FAIL("no error");
  throw;
}

}  // namespace

TEST_CASE("the drift of idle rows is that of Adam step by step", "[seed]") {
  const DenseAdam adam(0.001);
  // Second moments from far below epsilon squared to far above it.
  for (const float second : {0.0f, 1e-18f, 1e-14f, 1e-12f, 1e-8f}) {
    for (const std::uint64_t last : {1u, 10u, 3000u, 39'990u, 100'000u}) {
      for (const std::uint64_t idle : {1u, 2u, 7u, 100u, 700u, 3000u}) {
        const double start = 1e-3 * std::sqrt(double{second}) + 1e-9;
        double m = start, v = second, expected = 0;
        for (std::uint64_t k = 1; k <= idle; ++k) {
          m *= kernels::kFirstDecay;
          v *= kernels::kSecondDecay;
          expected -= adam.rate(last + k) * m / (std::sqrt(v) + kernels::kEpsilon);
        }
        std::vector<float> row(3 * kernels::kRowUnit);
        const kernels::AdamRow adam_row = kernels::split_row(row.data(), kernels::kRowUnit);
        adam_row.first[0] = static_cast<float>(start);
        adam_row.second[0] = second;
        kernels::adam_drift(adam_row, adam.drift(last, idle), kernels::kRowUnit);
        CHECK(double{adam_row.value[0]} == Approx(expected).epsilon(2e-6));
        CHECK(double{adam_row.first[0]} == Approx(m).epsilon(1e-5).margin(1e-33));
        CHECK(double{adam_row.second[0]} == Approx(v).epsilon(1e-5).margin(1e-37));
        CHECK(adam_row.value[1] == 0.0f);
      }
    }
  }
}

TEST_CASE("the trainer agrees with the plain dense update", "[seed]") {
  const Song2vecOptions options = short_options();
  const Corpus corpus = small_corpus();
  DenseReference reference(corpus, options);
  reference.train();
  const Model model = train(corpus, options);
  double moved = 0;
  for (std::size_t row = 0; row < model.input.rows; ++row) {
    for (std::size_t i = 0; i < model.input.dim; ++i) {
      REQUIRE(std::abs(model.input.row(row)[i] - reference.target(row, i)) < 1e-4f);
      REQUIRE(std::abs(model.output.row(row)[i] - reference.context(row, i)) < 1e-4f);
      moved = std::max(moved, std::abs(double{reference.target(row, i)}));
    }
  }
  CHECK(moved > 0.06);  // both left the range that they started in
  CHECK(std::abs(model.logit_weight - reference.weight()) < 1e-4f);
  CHECK(std::abs(model.logit_bias - reference.bias()) < 1e-4f);
  CHECK(model.epoch_losses.back() == Approx(reference.epoch_loss()).epsilon(1e-4));
  CHECK(model.epoch_losses.back() < model.epoch_losses.front());
}

TEST_CASE("pairs are all within the window, and as many negatives of the same targets", "[seed]") {
  const Corpus corpus = corpus_of({{"a", "b", "c", "d"}, {"e"}, {"a", "a"}});
  Random random(1);
  const std::vector<Song2vecPair> pairs = make_song2vec_pairs(corpus, 2, random);
  // a b c d with window 2: 3 neighbours at distance 1 and 2 at distance 2, twice; a a: twice.
  REQUIRE(count_positive_pairs(corpus, 2) == 12);
  REQUIRE(pairs.size() == 24);
  std::vector<int> positive(5), negative(5);
  for (const Song2vecPair& pair : pairs) {
    REQUIRE(pair.context < corpus.vocabulary.size());
    ++(pair.is_positive ? positive : negative)[pair.target];
  }
  CHECK(positive == negative);
  CHECK(count_positive_pairs(corpus, 1000) == 14);
}

TEST_CASE("a playlist without tracks gives no pairs", "[seed]") {
  Corpus corpus = corpus_of({{"a", "b"}});
  corpus.offsets = {0, 0, 2, 2};  // as where all its tracks were left out
  CHECK(count_positive_pairs(corpus, 2) == 2);
  Random random(1);
  CHECK(make_song2vec_pairs(corpus, 2, random).size() == 4);
}

TEST_CASE("the contexts of negatives are even over the vocabulary", "[seed]") {
  std::vector<std::string> titles;
  for (int i = 0; i < 20'000; ++i)
    titles.push_back("song " + std::to_string(i % 10));
  const Corpus corpus = corpus_of({titles});
  Random random(1);
  std::vector<double> count(10);
  const std::vector<Song2vecPair> pairs = make_song2vec_pairs(corpus, 1, random);
  for (const Song2vecPair& pair : pairs) {
    if (!pair.is_positive) ++count[pair.context];
  }
  for (const double each : count) {
    CHECK(each == Approx(static_cast<double>(pairs.size()) / 20).epsilon(0.07));
  }
}

TEST_CASE("the result does not depend on how the work is cut", "[seed]") {
  const std::string whole = write_model(train(small_corpus(), short_options()));
  CHECK(write_model(train(small_corpus(), short_options(), 1)) == whole);
  CHECK(write_model(train(small_corpus(), short_options(), 100)) == whole);

  Song2vecTrainer trainer(small_corpus(), short_options());
  while (!trainer.advance(333).finished)
    trainer.model();  // looking on changes nothing
  CHECK(write_model(trainer.model()) == whole);

  Song2vecOptions other = short_options();
  other.random_seed = 43;
  CHECK(write_model(train(small_corpus(), other)) != whole);
}

TEST_CASE("progress counts up to the end and stays there", "[seed]") {
  Song2vecTrainer trainer(small_corpus(), short_options());
  CHECK(trainer.progress().pairs_done == 0);
  CHECK(trainer.progress().running_loss == 0);
  std::uint64_t before = 0;
  while (!trainer.progress().finished) {
    const Progress& progress = trainer.advance(100);
    CHECK(progress.pairs_done > before);
    CHECK(progress.share <= 1);
    CHECK(std::isfinite(progress.running_loss));
    before = progress.pairs_done;
  }
  CHECK(trainer.progress().share == 1);
  CHECK(trainer.progress().epoch == 3);
  CHECK(trainer.progress().epoch_losses.size() == 3);
  CHECK(trainer.advance(100).pairs_done == before);
}

TEST_CASE("a stopped training gives a usable model", "[seed]") {
  Song2vecTrainer trainer(small_corpus(), short_options());
  while (trainer.progress().share < 0.5)
    trainer.advance(1);
  const Model model = trainer.model();
  CHECK(model.input.rows == model.vocabulary.size());
  CHECK(model.epoch_losses.size() == 1);
}

TEST_CASE("vocabularies of nothing, one and two tracks", "[seed]") {
  const Song2vecOptions options = short_options();
  CHECK(error_of(corpus_of({}), options) == ErrorCode::nothing_to_learn);
  CHECK(error_of(corpus_of({{"a"}}), options) == ErrorCode::nothing_to_learn);
  CHECK(error_of(corpus_of({{"a"}, {"b"}, {"c"}}), options) == ErrorCode::nothing_to_learn);
  CHECK(train(corpus_of({{"a", "a"}}), options).input.rows == 1);
  const Model two = train(corpus_of({{"a", "b"}, {"b", "a", "b"}}), options);
  CHECK(two.input.rows == 2);
  for (const float value : two.input.values)
    CHECK(std::isfinite(value));
}

TEST_CASE("options out of range are named", "[seed]") {
  const auto message_of = [](auto change) -> std::string {
    Song2vecOptions options;
    change(options);
    try {
      options.validate();
    } catch (const Error& error) {
      CHECK(error.code() == ErrorCode::bad_option);
      return error.message();
    }
    return {};
  };
  CHECK(message_of([](Song2vecOptions&) {}).empty());
  CHECK(message_of([](auto& o) { o.window_size = 0; }).find("window_size") == 0);
  CHECK(message_of([](auto& o) { o.embedding_dim = 5000; }).find("embedding_dim") == 0);
  CHECK(message_of([](auto& o) { o.epochs = 0; }).find("epochs") == 0);
  CHECK(message_of([](auto& o) { o.learning_rate = 0; }).find("learning_rate") == 0);
  CHECK(message_of([](auto& o) { o.learning_rate = std::nan(""); }).find("learning_rate") == 0);
  CHECK(message_of([](auto& o) { o.random_seed = ~std::uint64_t{0}; }).find("random_seed") == 0);
}
