#include "segue/train/skip_gram_trainer.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "kernels/skip_gram_kernels.h"
#include "segue/model/model_file.h"
#include "segue/query/neighbours.h"
#include "segue/util/error.h"
#include "segue/util/random.h"
#include "support/playlists.h"
#include "train/pair_sampler.h"
#include "train/playlist_segments.h"
#include "train/row_table.h"

using namespace segue;
using namespace segue::test;

namespace {

/// Playlists that each draw from one of `groups` sets of twenty tracks, titled "group-number".
Corpus grouped_corpus(int groups, int playlists) {
  Random random(11);
  std::vector<std::vector<std::string>> lists;
  for (int list = 0; list < playlists; ++list) {
    lists.emplace_back();
    const std::string group = std::to_string(list % groups);
    for (int i = 0; i < 15; ++i)
      lists.back().push_back(group + "-" + std::to_string(random.below(20)));
  }
  return corpus_of(lists);
}

SkipGramOptions short_options() {
  SkipGramOptions options;
  options.dim = 20;
  options.epochs = 3;
  return options;
}

void finish(SkipGramTrainer& trainer, std::uint64_t slice = 100'000) {
  while (!trainer.advance(slice).finished) {
  }
}

/// Both tables, row-major, in double precision.
struct PlainTables {
  std::vector<double> input, output;
};

/// One example by the formulas: all scores first, then each row by its gradient.
void train_plainly(const Example& example, std::size_t dim, double rate, PlainTables& tables) {
  const auto input = tables.input.begin() + static_cast<std::ptrdiff_t>(example.target * dim);
  const std::vector<double> mean(input, input + static_cast<std::ptrdiff_t>(dim));
  std::vector<double> change(dim), gains;
  const double squares = std::inner_product(mean.begin(), mean.end(), mean.begin(), 0.0);
  const double largest = double{kernels::kMostScoreChange} / squares;
  for (std::size_t k = 0; k < example.outputs.size(); ++k) {
    double score = 0;
    for (std::size_t i = 0; i < dim; ++i)
      score += mean[i] * tables.output[example.outputs[k] * dim + i];
    const double label = k < example.contexts ? 1 : 0;
    const double gain = rate * double{example.weights[k]} * (label - 1 / (1 + std::exp(-score)));
    gains.push_back(std::clamp(gain, -largest, largest));
  }
  for (std::size_t k = 0; k < example.outputs.size(); ++k) {
    for (std::size_t i = 0; i < dim; ++i) {
      double& value = tables.output[example.outputs[k] * dim + i];
      change[i] += gains[k] * value;
      value += gains[k] * mean[i];
    }
  }
  for (std::size_t i = 0; i < dim; ++i)
    tables.input[example.target * dim + i] += change[i];
}

/// What one thread should come to, from the same examples in the same order.
PlainTables trained_plainly(const Corpus& corpus, const SkipGramOptions& options) {
  const std::size_t size = corpus.vocabulary.size() * options.dim;
  PlainTables tables{std::vector<double>(size), std::vector<double>(size)};
  Random start(options.seed);
  for (double& value : tables.input)
    value = 0x1p-32 / options.dim * static_cast<std::int32_t>(start.next());
  const PairTables pairs(corpus, options);
  std::vector<Segment> segments = cut_into_segments(corpus);
  for (std::uint32_t epoch = 0; epoch < options.epochs; ++epoch) {
    const std::uint64_t key = mix_bits(options.seed, epoch + 1);
    std::vector<Segment> order = segments;
    Random(key).shuffle(std::span(order));
    for (std::size_t at = 0; at < order.size(); ++at) {
      const double share =
          (epoch + static_cast<double>(at) / static_cast<double>(order.size())) / options.epochs;
      PairSampler sampler(pairs, order[at], key);
      Example example;
      const std::size_t begin = corpus.offsets[order[at].playlist];
      for (std::size_t i = begin; i < corpus.offsets[order[at].playlist + 1]; ++i) {
        sampler.draw(i, example);
        train_plainly(example, options.dim, options.lr * std::max(1e-4, 1 - share), tables);
      }
    }
  }
  return tables;
}

std::string model_bytes(SkipGramTrainer trainer, std::uint64_t slice = 100'000) {
  finish(trainer, slice);
  return write_model(std::move(trainer).take_model());
}

std::string checkpoint_of(const SkipGramTrainer& trainer) {
  std::string bytes;
  trainer.checkpoint([&](std::string_view piece) { bytes += piece; });
  return bytes;
}

std::string message_of(Corpus corpus, const SkipGramOptions& options,
                       const std::string& checkpoint) {
  try {
    SkipGramTrainer(std::move(corpus), options, checkpoint, "checkpoint");
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::bad_input);
    return error.what();
  }
  return "";
}

/// The share of each track's five most similar that are of its group.
double share_in_group(const Model& model) {
  const Neighbours neighbours(model.input);
  const auto group = [&](TrackId id) {
    const std::string title(model.vocabulary.track(id).title);
    return title.substr(0, title.find('-'));
  };
  double hits = 0;
  for (TrackId id = 0; id < model.vocabulary.size(); ++id) {
    for (const Neighbour& neighbour : neighbours.similar(id, 5))
      hits += group(neighbour.id) == group(id);
  }
  return hits / static_cast<double>(5 * model.vocabulary.size());
}

}  // namespace

TEST_CASE("tracks that share playlists come to lie together", "[skip-gram]") {
  for (const std::uint32_t window : {5u, kWholePlaylist}) {
    for (const std::uint32_t threads : {1u, 2u}) {
      SkipGramOptions options = short_options();
      options.window = window;
      options.threads = threads;
      options.epochs = 20;
      SkipGramTrainer trainer(grouped_corpus(5, 200), options);
      finish(trainer, 1000);
      const std::vector<double>& losses = trainer.progress().epoch_losses;
      REQUIRE(losses.size() == 20);
      CHECK(losses.front() < 0.6932);  // at first every pair is even: ln 2
      CHECK(losses.back() < losses.front() - 0.15);
      CHECK(share_in_group(trainer.model()) > 0.95);
    }
  }
}

TEST_CASE("the loss of the first pairs is that of a coin", "[skip-gram]") {
  SkipGramOptions options = short_options();
  options.lr = 1e-6;
  SkipGramTrainer trainer(grouped_corpus(5, 200), options);
  CHECK(trainer.advance(1).running_loss == Approx(std::log(2.0)).margin(1e-5));
}

TEST_CASE("one thread repeats a model bit for bit, however the work is cut", "[skip-gram]") {
  const auto bytes = [](std::uint64_t seed, std::uint64_t slice) {
    SkipGramOptions options = short_options();
    options.seed = seed;
    return model_bytes(SkipGramTrainer(grouped_corpus(5, 60), options), slice);
  };
  const std::string whole = bytes(42, 1'000'000);
  CHECK(bytes(42, 1) == whole);
  CHECK(bytes(42, 333) == whole);
  CHECK(bytes(43, 333) != whole);
}

TEST_CASE("a training that was broken off goes on as if it had not been", "[skip-gram]") {
  const Corpus corpus = grouped_corpus(5, 60);
  SkipGramOptions options = short_options();
  options.sample = 0.01;
  const std::string whole = model_bytes(SkipGramTrainer(corpus, options));
  SkipGramTrainer trainer(corpus, options);
  for (int i = 0; !trainer.progress().finished; ++i) {
    const std::string checkpoint = checkpoint_of(trainer);
    SkipGramTrainer resumed(corpus, options, checkpoint, "checkpoint");
    CHECK(resumed.progress().share == trainer.progress().share);
    CHECK(resumed.progress().running_loss == trainer.progress().running_loss);
    CHECK(resumed.progress().tokens_done == trainer.progress().tokens_done);
    CHECK(checkpoint_of(resumed) == checkpoint);
    if (i % 4 == 0) CHECK(model_bytes(std::move(resumed)) == whole);
    trainer.advance(100);
  }
  SkipGramTrainer finished(corpus, options, checkpoint_of(trainer), "checkpoint");
  CHECK(finished.progress().finished);
  CHECK(model_bytes(std::move(finished)) == whole);
}

TEST_CASE("a checkpoint is refused where playlists or options differ", "[skip-gram]") {
  const Corpus corpus = grouped_corpus(5, 60);
  const SkipGramOptions options = short_options();
  SkipGramTrainer trainer(corpus, options);
  trainer.advance(500);
  const std::string checkpoint = checkpoint_of(trainer);
  CHECK(message_of(corpus, options, checkpoint) == "");
  CHECK_THAT(message_of(grouped_corpus(5, 61), options, checkpoint),
             Catch::Contains("other playlists"));
  SkipGramOptions other = options;
  other.lr = 0.05;
  CHECK_THAT(message_of(corpus, other, checkpoint), Catch::Contains("lr"));
  other = options;
  other.dim = 21;
  CHECK_THAT(message_of(corpus, other, checkpoint), Catch::Contains("dim"));
  other = options;
  other.threads = 2;
  CHECK(message_of(corpus, other, checkpoint) == "");
  CHECK_THAT(message_of(corpus, options, write_model(trainer.model())),
             Catch::Contains("not a whole checkpoint"));
  for (const std::size_t size : {std::size_t{0}, std::size_t{7}, std::size_t{100},
                                 checkpoint.size() / 2, checkpoint.size() - 1}) {
    CHECK_THAT(message_of(corpus, options, checkpoint.substr(0, size)),
               Catch::Contains("not a whole checkpoint"));
  }
}

TEST_CASE("a checkpoint knows options again to their last digit", "[skip-gram]") {
  const Corpus corpus = grouped_corpus(5, 60);
  SkipGramOptions options = short_options();
  Random random(1);
  for (int i = 0; i < 100; ++i) {
    options.lr = random.uniform();
    CHECK(message_of(corpus, options, checkpoint_of(SkipGramTrainer(corpus, options))) == "");
  }
}

TEST_CASE("every row is initialised, the same for any number of threads", "[skip-gram]") {
  const Corpus corpus = grouped_corpus(5, 60);
  const auto first = [&](std::uint32_t threads) {
    SkipGramOptions options = short_options();
    options.threads = threads;
    return SkipGramTrainer(corpus, options).model();
  };
  const Model model = first(1);
  CHECK(first(8).input.values == model.input.values);
  for (std::size_t row = 0; row < model.input.rows; ++row) {
    const auto values = model.input.row(row);
    CHECK(std::any_of(values.begin(), values.end(), [](float value) { return value != 0; }));
    CHECK(std::all_of(values.begin(), values.end(),
                      [](float value) { return std::abs(value) <= 0.5f / 20; }));
  }
  CHECK(std::all_of(model.output.values.begin(), model.output.values.end(),
                    [](float value) { return value == 0; }));
}

TEST_CASE("training by whole playlists starts with tracks near those they share playlists with",
          "[skip-gram]") {
  SkipGramOptions options = short_options();
  options.window = kWholePlaylist;
  const Corpus corpus = grouped_corpus(5, 200);
  const Model model = SkipGramTrainer(corpus, options).model();
  CHECK(share_in_group(model) > 0.95);
  for (TrackId id = 0; id < model.vocabulary.size(); ++id) {
    const auto row = model.input.row(id);
    const double squares = std::inner_product(row.begin(), row.end(), row.begin(), 0.0);
    CHECK(std::sqrt(squares) == Approx(0.1).epsilon(1e-4));
  }
  CHECK(std::all_of(model.output.values.begin(), model.output.values.end(),
                    [](float value) { return value == 0; }));
  CHECK(SkipGramTrainer(corpus, options).model().input.values == model.input.values);
  options.seed = 43;
  CHECK(SkipGramTrainer(corpus, options).model().input.values != model.input.values);
}

TEST_CASE("a model is the same whether it is copied or taken", "[skip-gram]") {
  SkipGramTrainer trainer(grouped_corpus(5, 60), short_options());
  finish(trainer);
  const Model model = trainer.model();
  CHECK(model.recipe == Recipe::playlist);
  CHECK(model.input.values.size() == model.vocabulary.size() * 20);
  CHECK(model.hyperparameters.at("dim") == 20);
  CHECK(write_model(std::move(trainer).take_model()) == write_model(model));
}

TEST_CASE("progress counts all tokens and pairs", "[skip-gram]") {
  const Corpus corpus = grouped_corpus(5, 60);
  SkipGramOptions options = short_options();
  options.window = kWholePlaylist;
  options.threads = 3;
  SkipGramTrainer trainer(corpus, options);
  double share = 0;
  while (!trainer.progress().finished) {
    CHECK(trainer.progress().share == Approx(share).margin(0.1));
    trainer.advance(90);
    CHECK(trainer.progress().share > share);
    share = trainer.progress().share;
  }
  CHECK(share == 1);
  CHECK(trainer.progress().tokens_done == 3 * corpus.tokens.size());
  CHECK(trainer.progress().pairs_done <= 3 * corpus.tokens.size() * 8 * 6);
  CHECK(trainer.progress().pairs_done > 3 * corpus.tokens.size() * 6 * 6);
  const std::uint64_t pairs = trainer.progress().pairs_done;
  CHECK(trainer.advance(100).pairs_done == pairs);
}

TEST_CASE("a training that diverges is an error, never a model", "[skip-gram]") {
  SkipGramOptions options = short_options();
  options.lr = 10;
  options.negative = 1000;
  options.epochs = 1000;
  SkipGramTrainer trainer(grouped_corpus(2, 60), options);
  try {
    finish(trainer, 1000);
    FAIL("it did not diverge");
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::diverged);
  }
}

TEST_CASE("what cannot be trained is refused", "[skip-gram]") {
  const auto code_of = [](Corpus corpus, const SkipGramOptions& options) {
    try {
      SkipGramTrainer(std::move(corpus), options);
    } catch (const Error& error) {
      return error.code();
    }
    return ErrorCode::io;  // none of the trainer's
  };
  CHECK(code_of(corpus_of({}), {}) == ErrorCode::nothing_to_learn);
  CHECK(code_of(corpus_of({{"a"}, {"b", "b"}}), {}) == ErrorCode::nothing_to_learn);
  const auto refuses = [&](auto change) {
    SkipGramOptions options;
    change(options);
    return code_of(small_corpus(), options) == ErrorCode::bad_option;
  };
  CHECK(refuses([](auto& options) { options.dim = 0; }));
  CHECK(refuses([](auto& options) { options.dim = 4097; }));
  CHECK(refuses([](auto& options) { options.window = 1001; }));
  CHECK(refuses([](auto& options) { options.negative = 0; }));
  CHECK(refuses([](auto& options) { options.ns_exponent = std::nan(""); }));
  CHECK(refuses([](auto& options) { options.sample = -1; }));
  CHECK(refuses([](auto& options) { options.epochs = 1'000'001; }));
  CHECK(refuses([](auto& options) { options.lr = 0; }));
  CHECK(refuses([](auto& options) { options.lr = std::nan(""); }));
  CHECK(refuses([](auto& options) { options.min_count = 0; }));
  CHECK(refuses([](auto& options) { options.threads = 0; }));
  CHECK(refuses([](auto& options) { options.seed = (std::uint64_t{1} << 53) + 1; }));
  CHECK_FALSE(refuses([](auto&) {}));
}

TEST_CASE("tables past all memory are refused, not wrapped round", "[skip-gram]") {
  CHECK_THROWS_AS(RowTable(std::numeric_limits<std::size_t>::max() / 64, 100), std::bad_alloc);
}

TEST_CASE("the most epochs of an open training follow from its size", "[skip-gram]") {
  CHECK(most_epochs(0) == 300);
  CHECK(most_epochs(83'000) == 300);
  CHECK(most_epochs(4'000'000) == 100);
  CHECK(most_epochs(12'900'000) == 31);
  CHECK(most_epochs(1'000'000'000) == 7);
}

TEST_CASE("two tracks are enough to train on", "[skip-gram]") {
  SkipGramOptions options = short_options();
  options.dim = 1;
  SkipGramTrainer trainer(corpus_of({{"a", "b"}}), options);
  finish(trainer);
  CHECK(trainer.model().input.rows == 2);
}

TEST_CASE("a group needs the whole playlist as its window", "[skip-gram]") {
  SkipGramOptions options = short_options();
  options.window = 5;
  options.group = 2;
  CHECK_THROWS_AS(options.validate(), Error);
  options.window = kWholePlaylist;
  CHECK_NOTHROW(options.validate());
  options.group = 101;
  CHECK_THROWS_AS(options.validate(), Error);
  CHECK_NOTHROW(playlist_recipe().validate());
}

TEST_CASE("word2vec's way is what plain arithmetic gives, step by step", "[skip-gram]") {
  const Corpus corpus = grouped_corpus(3, 30);
  SkipGramOptions options = short_options();
  options.lr = 0.2;
  SkipGramTrainer trainer(corpus, options);
  finish(trainer);
  const Model model = trainer.model();
  const PlainTables plain = trained_plainly(corpus, options);
  double furthest = 0, longest = 0;
  for (std::size_t i = 0; i < plain.input.size(); ++i) {
    furthest = std::max(furthest, std::abs(plain.input[i] - double{model.input.values[i]}));
    furthest = std::max(furthest, std::abs(plain.output[i] - double{model.output.values[i]}));
    longest = std::max(longest, std::abs(plain.input[i]));
  }
  CHECK(longest > 0.2);  // it has learnt: the start lies within 0.025
  CHECK(furthest < 1e-4);
}

TEST_CASE("an open training goes on until it is wound down", "[skip-gram]") {
  const Corpus corpus = grouped_corpus(5, 60);
  SkipGramOptions options = playlist_recipe();
  options.dim = 20;
  SkipGramTrainer trainer(corpus, options);
  CHECK(trainer.progress().is_open);
  CHECK(trainer.progress().epochs == 300);
  trainer.wind_down();  // nothing is learnt yet
  CHECK(trainer.progress().is_open);
  while (trainer.progress().epoch < 7)
    trainer.advance(1'000'000);
  trainer.note({{7, 3, 40}, 0.25});
  CHECK(trainer.model().hyperparameters.at("epochs") == 7);
  const std::string open = checkpoint_of(trainer);
  trainer.wind_down();
  CHECK_FALSE(trainer.progress().is_open);
  CHECK(trainer.progress().epochs == 10);
  CHECK(trainer.progress().share == 0.7);
  const std::string closed = checkpoint_of(trainer);
  finish(trainer);
  const Model model = trainer.model();
  CHECK(model.hyperparameters.at("epochs") == 10);
  CHECK(model.epoch_losses.size() == 10);
  REQUIRE(model.held_out_hits.size() == 1);
  CHECK(model.held_out_hits[0] == HeldOutHits{7, 3, 40});
  const std::string whole = write_model(model);

  SkipGramTrainer from_open(corpus, options, open, "checkpoint");
  CHECK(from_open.progress().is_open);
  REQUIRE(from_open.progress().looks.size() == 1);
  CHECK(from_open.progress().looks[0].gain == 0.25);
  from_open.wind_down();
  CHECK(model_bytes(std::move(from_open)) == whole);
  SkipGramTrainer from_closed(corpus, options, closed, "checkpoint");
  CHECK_FALSE(from_closed.progress().is_open);
  CHECK(model_bytes(std::move(from_closed)) == whole);

  // It is the training of as many epochs from the start, but for the look.
  options.epochs = 10;
  SkipGramTrainer fixed(corpus, options);
  finish(fixed);
  CHECK(fixed.model().input.values == model.input.values);
  options.epochs = 11;
  SkipGramTrainer other(corpus, options);
  finish(other);
  CHECK(other.model().input.values != model.input.values);
}

TEST_CASE("an open training that nobody winds down ends at the most epochs", "[skip-gram]") {
  SkipGramOptions options = playlist_recipe();
  options.dim = 4;
  SkipGramTrainer trainer(grouped_corpus(2, 10), options);
  finish(trainer);
  CHECK(trainer.progress().epoch == 300);
  CHECK(trainer.progress().finished);
}

TEST_CASE("many targets in one batch may be one track", "[skip-gram]") {
  // Their steps are taken from the same scores and added up: that must not lead astray.
  SkipGramOptions options = playlist_recipe();
  options.epochs = 100;
  for (const double lr : {0.03, 0.2}) {
    options.lr = lr;
    SkipGramTrainer trainer(corpus_of({{"a", "b", "c", "d"}, {"a", "b"}, {"c", "d", "e"}}),
                            options);
    finish(trainer);
    CHECK(trainer.progress().epoch_losses.back() < trainer.progress().epoch_losses.front());
  }
}
