#include "segue/learn/watched_training.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "segue/learn/playlist_memory_of.h"
#include "segue/model/model_file.h"
#include "segue/train/skip_gram_trainer.h"
#include "segue/util/random.h"
#include "support/playlists.h"

using namespace segue;
using namespace segue::test;

namespace {

/// Playlists of ten tracks out of 25 neighbouring ones of 300.
Corpus clustered_corpus() {
  Random random(5);
  std::vector<std::vector<std::string>> playlists(400);
  for (auto& playlist : playlists) {
    const std::uint32_t first = 25 * random.below(12);
    for (int i = 0; i < 10; ++i)
      playlist.push_back("song " + std::to_string(first + random.below(25)));
  }
  return corpus_of(playlists);
}

/// The same tracks, but any with any.
Corpus shuffled_corpus() {
  Corpus corpus = clustered_corpus();
  Random random(6);
  random.shuffle(std::span(corpus.tokens));
  return corpus;
}

SkipGramOptions small_recipe() {
  SkipGramOptions options = playlist_recipe();
  options.dim = 16;
  return options;
}

void finish(WatchedTraining& training, std::uint64_t slice = 100'000) {
  while (!training.advance(slice).finished) {
  }
}

std::string model_bytes(WatchedTraining training, std::uint64_t slice = 100'000) {
  finish(training, slice);
  return write_model(std::move(training).finish());
}

}  // namespace

TEST_CASE("an open training ends by itself, and finds what was hidden from it", "[watched]") {
  WatchedTraining training(clustered_corpus(), small_recipe());
  CHECK(training.progress().is_open);
  CHECK(training.hidden() == 40);  // a hundredth of 4,000
  finish(training);
  const Progress& end = training.progress();
  CHECK_FALSE(end.is_open);
  CHECK(end.epochs < 300);
  CHECK(end.epoch == end.epochs);
  const HeldOutHits& last = end.looks.back().hits;
  CHECK(last.epoch == end.epochs);
  CHECK(last.queries == 40);
  CHECK(last.found >= 12);  // of a cluster of 25, of which nine are known; by chance one
  CHECK(last.found > training.popular_hits());
  const Model model = std::move(training).finish();
  CHECK(model.vocabulary.size() == 300);
  CHECK(model.hyperparameters.at("epochs") == end.epochs);
  REQUIRE(model.held_out_hits.size() == end.looks.size());
  CHECK(model.held_out_hits.back() == last);
}

TEST_CASE("where nothing is alike a training is short, and finds no more than what is frequent",
          "[watched]") {
  WatchedTraining training(shuffled_corpus(), small_recipe());
  finish(training);
  CHECK(training.progress().epochs <= 60);
  CHECK(training.progress().looks.back().hits.found <= training.popular_hits() + 3);
}

TEST_CASE("one thread repeats an open training, however it is cut and broken off", "[watched]") {
  const Corpus corpus = clustered_corpus();
  const std::string whole = model_bytes({corpus, small_recipe()});
  CHECK(model_bytes({corpus, small_recipe()}, 1) == whole);
  WatchedTraining training(corpus, small_recipe());
  for (int i = 0; !training.progress().finished; ++i) {
    if (i % 7 == 0) {
      std::string checkpoint;
      training.checkpoint([&](std::string_view piece) { checkpoint += piece; });
      CHECK(model_bytes({corpus, small_recipe(), checkpoint, "x"}) == whole);
    }
    training.advance(1000);
  }
  CHECK(write_model(std::move(training).finish()) == whole);
}

TEST_CASE("a training of so many epochs hides nothing, unless it is to be shown", "[watched]") {
  SkipGramOptions options = small_recipe();
  options.epochs = 5;
  const Corpus corpus = clustered_corpus();
  WatchedTraining plain(corpus, options);
  CHECK(plain.hidden() == 0);
  CHECK(plain.popular_hits() == 0);
  SkipGramTrainer own(corpus, options);
  while (!own.advance(100'000).finished) {
  }
  CHECK(model_bytes(std::move(plain)) == write_model(own.model()));
  WatchedTraining shown(corpus, options, {.watch = Watch::all});
  CHECK(shown.hidden() == 40);
  CHECK_FALSE(shown.progress().is_open);
  finish(shown);
  CHECK(shown.progress().epochs == 5);
  CHECK(shown.progress().looks.back().hits.epoch == 5);
  WatchedTraining seed(corpus, Song2vecOptions(), {.watch = Watch::all, .keeps_memory = true});
  CHECK(seed.hidden() == 0);
  CHECK_FALSE(seed.model().memory);
}

TEST_CASE("a model carries all playlists where they are kept, hidden tracks and all", "[watched]") {
  Corpus corpus = clustered_corpus();
  for (std::size_t i = 0; i < corpus.playlists(); ++i)
    corpus.names.push_back("list " + std::to_string(i));
  const PlaylistMemory whole = playlist_memory_of(corpus);
  WatchedTraining training(corpus, small_recipe(), {.keeps_memory = true});
  CHECK(training.hidden() == 80);  // twice as many as without
  CHECK(training.model().memory == whole);
  std::string checkpoint;
  training.checkpoint([&](std::string_view piece) { checkpoint += piece; });
  CHECK(checkpoint.find("list 7") == std::string::npos);
  WatchedTraining resumed(corpus, small_recipe(), checkpoint, "x", {.keeps_memory = true});
  finish(resumed);
  CHECK(std::move(resumed).finish().memory == whole);
}

TEST_CASE("with a memory answers are weighed once it has learnt, and only then", "[watched]") {
  WatchedTraining training(clustered_corpus(), small_recipe(), {.keeps_memory = true});
  CHECK_FALSE(training.model().answers);
  while (training.progress().share < 1)
    training.advance(10'000);
  CHECK_FALSE(training.progress().finished);
  finish(training, 1);
  const Model model = std::move(training).finish();
  REQUIRE(model.answers);
  // Playlists are without order, of 25 tracks that are all alike.
  CHECK(model.answers->next[AnswerPart::forward] == 0);
  CHECK(model.answers->gap[AnswerPart::near] == 0);
  CHECK(model.answers->gap[AnswerPart::embedding] + model.answers->gap[AnswerPart::far] > 1);
}

TEST_CASE("a number of epochs hides tracks to weigh answers by, and slices change nothing",
          "[watched]") {
  SkipGramOptions options = small_recipe();
  options.epochs = 5;
  const WatchOptions watch{.keeps_memory = true};
  WatchedTraining training(clustered_corpus(), options, watch);
  CHECK(training.hidden() == 80);
  finish(training);
  const Model model = std::move(training).finish();
  CHECK(model.hyperparameters.at("epochs") == 5);
  CHECK(write_model(model) == model_bytes({clustered_corpus(), options, watch}, 1000));
}

TEST_CASE("playlists that are empty do not shift whom a hidden track is of", "[watched]") {
  const Corpus corpus = clustered_corpus();
  Corpus gappy = corpus;
  gappy.offsets.insert(gappy.offsets.begin(), {0, 0, 0});
  SkipGramOptions options = small_recipe();
  options.epochs = 5;
  WatchedTraining training(gappy, options, {.keeps_memory = true});
  finish(training);
  const Model model = std::move(training).finish();
  CHECK(model.memory->playlists() == corpus.playlists());
  CHECK(model.answers->gap[AnswerPart::embedding] + model.answers->gap[AnswerPart::far] > 1);
}

TEST_CASE("a training that ends before its answers are weighed has weights all the same",
          "[watched]") {
  const WatchOptions watch{.keeps_memory = true};
  const auto stopped_when = [&](const auto& is_time) {
    WatchedTraining training(clustered_corpus(), small_recipe(), watch);
    while (!is_time(training.progress()))
      training.advance(1);
    return std::move(training).finish().answers;
  };
  const auto usual = stopped_when([](const Progress& now) { return now.tokens_done > 0; });
  REQUIRE(usual);
  CHECK(usual->next[AnswerPart::embedding] == 1);
  CHECK(usual->gap[AnswerPart::near] == 0);
  int turns = 0;
  const auto by_some = stopped_when([&](const Progress& now) {
    return now.share == 1 && now.looks.back().hits.epoch == now.epochs && ++turns > 3;
  });
  const auto by_all = stopped_when([](const Progress& now) { return now.finished; });
  CHECK(by_some != usual);
  CHECK(by_some != by_all);
}

TEST_CASE("a training is wound down on request, as soon as an epoch is over", "[watched]") {
  WatchedTraining training(clustered_corpus(), small_recipe());
  while (training.progress().epoch < 6)
    training.advance(100'000);
  training.wind_down();
  finish(training);
  CHECK(training.progress().epochs <= 10);
}

TEST_CASE("with too little to hide an open training ends all the same", "[watched]") {
  WatchedTraining training(small_corpus(), small_recipe());
  CHECK(training.hidden() == 0);
  finish(training);
  CHECK(training.progress().epochs == 100);
  CHECK(training.progress().looks.empty());
}
