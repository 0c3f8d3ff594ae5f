#include "train/pair_sampler.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <functional>
#include <map>
#include <set>

#include "support/playlists.h"

using namespace segue;
using namespace segue::test;

namespace {

/// Draws all examples of a corpus in some epochs.
void for_each_example(const Corpus& corpus, const SkipGramOptions& options, int epochs,
                      const std::function<void(std::size_t, const Example&)>& visit) {
  const PairTables tables(corpus, options);
  Example example;
  for (int epoch = 0; epoch < epochs; ++epoch) {
    for (const Segment& segment : cut_into_segments(corpus)) {
      PairSampler sampler(tables, segment, mix_bits(7, static_cast<std::uint64_t>(epoch)));
      const std::size_t begin = corpus.offsets[segment.playlist] + segment.first;
      const std::size_t end =
          std::min(begin + kSegmentTokens, corpus.offsets[segment.playlist + 1]);
      for (std::size_t position = begin; position < end; ++position) {
        sampler.draw(position, example);
        visit(position, example);
      }
    }
  }
}

}  // namespace

TEST_CASE("contexts lie within the window, and reach its ends", "[pairs]") {
  const Corpus corpus = long_corpus();
  SkipGramOptions options;
  options.window = 3;
  std::map<std::ptrdiff_t, int> seen;
  double targets = 0;
  for_each_example(corpus, options, 3, [&](std::size_t position, const Example& example) {
    if (position < 10 || position >= 990) return;  // the long playlist's ends
    ++targets;
    for (std::size_t i = 0; i < example.contexts; ++i) {
      const auto track = example.outputs[i];
      for (std::ptrdiff_t away = -5; away <= 5; ++away) {
        if (corpus.tokens[static_cast<std::size_t>(static_cast<std::ptrdiff_t>(position) + away)] ==
            track)
          ++seen[away];
      }
    }
  });
  CHECK(seen.size() == 6);
  CHECK(seen.count(0) == 0);
  // The reach is even in 1 .. 3: the neighbour is always a context, the third every third time.
  for (const std::ptrdiff_t side : {-1, 1}) {
    CHECK(seen[side] == targets);
    CHECK(seen[2 * side] / targets == Approx(2.0 / 3).margin(0.05));
    CHECK(seen[3 * side] / targets == Approx(1.0 / 3).margin(0.05));
  }
}

TEST_CASE("contexts are of the target's own playlist", "[pairs]") {
  const Corpus corpus = corpus_of({{"a1", "a2", "a3"}, {"b1", "b2"}, {"c1", "c2", "c3", "c4"}});
  const auto playlist_of = [&](TrackId id) { return corpus.vocabulary.track(id).title[0]; };
  for_each_example(corpus, SkipGramOptions(), 20, [&](std::size_t, const Example& example) {
    CHECK(example.contexts >= 1);
    for (std::size_t i = 0; i < example.contexts; ++i)
      CHECK(playlist_of(example.outputs[i]) == playlist_of(example.target));
  });
}

TEST_CASE("a track is never its own context", "[pairs]") {
  const Corpus corpus = corpus_of({{"a", "a", "b", "a", "c", "a", "b", "b", "a"}, {"d", "d"}});
  std::size_t examples = 0;
  for_each_example(corpus, SkipGramOptions(), 20, [&](std::size_t, const Example& example) {
    const auto end = example.outputs.begin() + static_cast<std::ptrdiff_t>(example.contexts);
    CHECK(std::find(example.outputs.begin(), end, example.target) == end);
    ++examples;
  });
  CHECK(examples == 20 * 9);  // the playlist of one track teaches nothing
}

TEST_CASE("negatives stand for as many pairs as asked", "[pairs]") {
  const Corpus corpus = long_corpus();
  for (const std::uint32_t negative : {1u, 5u, 20u}) {
    SkipGramOptions options;
    options.negative = negative;
    for_each_example(corpus, options, 1, [&](std::size_t, const Example& example) {
      if (example.contexts == 0) return;
      const auto first_negative = static_cast<std::ptrdiff_t>(example.contexts);
      double pairs = 0;
      for (std::size_t i = example.contexts; i < example.outputs.size(); ++i)
        pairs += double{example.weights[i]};
      double hits = 0;
      const auto contexts = example.outputs.begin() + first_negative;
      for (auto at = contexts; at != example.outputs.end(); ++at)
        hits += static_cast<double>(std::count(example.outputs.begin(), contexts, *at));
      const auto draws = static_cast<double>(example.outputs.size() - example.contexts);
      CHECK(draws == std::ceil(static_cast<double>(example.contexts) * negative / 3));
      CHECK(pairs ==
            Approx(static_cast<double>(example.contexts) * negative - hits * negative / draws));
    });
  }
}

TEST_CASE("each epoch draws each track as a negative as often as its weight says", "[pairs]") {
  const Corpus corpus = long_corpus();
  const auto tracks = corpus.vocabulary.size();
  for (const double exponent : {0.75, 0.0, -0.5, 1.0}) {
    SkipGramOptions options;
    options.ns_exponent = exponent;
    std::vector<double> drawn(tracks);
    double all = 0;
    for_each_example(corpus, options, 1, [&](std::size_t, const Example& example) {
      for (std::size_t i = example.contexts; i < example.outputs.size(); ++i, ++all)
        ++drawn[example.outputs[i]];
    });
    double weights = 0;
    for (TrackId id = 0; id < tracks; ++id)
      weights += std::pow(static_cast<double>(corpus.vocabulary.count(id)), exponent);
    double variance = 0;
    for (TrackId id = 0; id < tracks; ++id) {
      const double share =
          std::pow(static_cast<double>(corpus.vocabulary.count(id)), exponent) / weights;
      variance += std::pow(drawn[id] - all * share, 2);
    }
    // Draws by chance would have a variance of about `all`, one a draw.
    INFO("exponent " << exponent << ", draws " << all);
    CHECK(variance < all / 4);
  }
}

TEST_CASE("sub-sampling passes over frequent tracks as often as word2vec does", "[pairs]") {
  const Corpus corpus = long_corpus();
  SkipGramOptions options;
  options.sample = 1e-3;
  std::vector<double> kept(corpus.vocabulary.size());
  constexpr int kEpochs = 200;
  for_each_example(corpus, options, kEpochs, [&](std::size_t position, const Example& example) {
    if (example.contexts != 0) ++kept[corpus.tokens[position]];
  });
  for (const TrackId id : {TrackId{0}, TrackId{1}, TrackId{5}}) {
    const auto count = static_cast<double>(corpus.vocabulary.count(id));
    const double ratio = 1e-3 * static_cast<double>(corpus.tokens.size()) / count;
    const double chance = std::min(1.0, std::sqrt(ratio) + ratio);
    CHECK(kept[id] / kEpochs / count == Approx(chance).margin(0.03));
  }
}

TEST_CASE("playlists are cut into segments that cover them", "[pairs]") {
  std::vector<std::vector<std::string>> playlists = {{"a"}, {"b", "b"}, {"c", "d"}, {}};
  for (int i = 0; i < 700; ++i)
    playlists[3].push_back(std::to_string(i));
  const std::vector<Segment> segments = cut_into_segments(corpus_of(playlists));
  REQUIRE(segments.size() == 4);
  CHECK(segments[0].playlist == 2);
  for (std::uint32_t i = 0; i < 3; ++i) {
    CHECK(segments[1 + i].playlist == 3);
    CHECK(segments[1 + i].first == i * 256);
  }
}
