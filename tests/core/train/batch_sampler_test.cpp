#include "train/batch_sampler.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <functional>
#include <map>
#include <set>
#include <span>

#include "support/playlists.h"

using namespace segue;
using namespace segue::test;

namespace {

/// One target of a batch.
struct Target {
  TrackId track;
  std::span<const TrackId> companions;
  std::span<const TrackId> contexts;
};

SkipGramOptions whole_playlists(std::uint32_t group = 1) {
  SkipGramOptions options;
  options.window = kWholePlaylist;
  options.group = group;
  return options;
}

/// Draws all batches of a corpus in some epochs, each as one stretch.
void for_each_batch(const Corpus& corpus, const SkipGramOptions& options, int epochs,
                    const std::function<void(const Batch&)>& visit) {
  const PairTables tables(corpus, options);
  const std::vector<Segment> segments = cut_into_segments(corpus);
  Batch batch;
  for (int epoch = 0; epoch < epochs; ++epoch) {
    BatchSampler sampler(tables, {.segments = segments,
                                  .epoch_key = mix_bits(7, static_cast<std::uint64_t>(epoch))});
    for (std::size_t step = 0; step < sampler.steps(); ++step) {
      sampler.draw(batch);
      visit(batch);
    }
  }
}

void for_each_target(const Batch& batch, const std::function<void(std::size_t, Target)>& visit) {
  std::span<const TrackId> inputs = batch.inputs;
  std::span<const TrackId> contexts = batch.contexts;
  for (std::size_t i = 0; i < kernels::kBatch; ++i) {
    const std::size_t count = batch.input_counts[i];
    if (count != 0)
      visit(i, {inputs[0], inputs.subspan(1, count - 1), contexts.first(batch.context_counts[i])});
    inputs = inputs.subspan(count);
    contexts = contexts.subspan(batch.context_counts[i]);
  }
  CHECK(inputs.empty());
  CHECK(contexts.empty());
}

bool holds(std::span<const TrackId> tracks, TrackId track) {
  return std::find(tracks.begin(), tracks.end(), track) != tracks.end();
}

}  // namespace

TEST_CASE("each track of each playlist is a target once an epoch", "[batches]") {
  const Corpus corpus = long_corpus();
  std::vector<std::uint64_t> targets(corpus.vocabulary.size());
  for_each_batch(corpus, whole_playlists(5), 1, [&](const Batch& batch) {
    for_each_target(batch, [&](std::size_t, const Target& target) { ++targets[target.track]; });
  });
  for (TrackId id = 0; id < targets.size(); ++id)
    CHECK(targets[id] == corpus.vocabulary.count(id));
}

TEST_CASE("the whole playlist is reached at a bounded price", "[batches]") {
  const Corpus corpus = long_corpus();
  const TrackId track = corpus.playlist(0)[777];  // of the long playlist only
  std::size_t most = 0;
  std::set<TrackId> contexts;
  for_each_batch(corpus, whole_playlists(), 200, [&](const Batch& batch) {
    for_each_target(batch, [&](std::size_t, const Target& target) {
      most = std::max(most, target.contexts.size());
      if (target.track == track) contexts.insert(target.contexts.begin(), target.contexts.end());
    });
  });
  CHECK(most == kPlaylistContexts);
  CHECK(contexts.size() > 700);  // of 999, 1,600 times drawn
  const Corpus three = corpus_of({{"a", "b", "c"}});
  for_each_batch(three, whole_playlists(), 1, [&](const Batch& batch) {
    for_each_target(batch, [&](std::size_t, const Target& target) {
      REQUIRE(target.contexts.size() == 2);
      CHECK(target.contexts[0] != target.contexts[1]);
    });
  });
}

TEST_CASE("inputs and contexts are of the target's own playlist, and no track is both",
          "[batches]") {
  const Corpus corpus =
      corpus_of({{"a1", "a2", "a1", "a3"}, {"b1", "b2"}, {"c1", "c2", "c3", "c4"}});
  const auto playlist_of = [&](TrackId id) { return corpus.vocabulary.track(id).title[0]; };
  for_each_batch(corpus, whole_playlists(4), 50, [&](const Batch& batch) {
    for_each_target(batch, [&](std::size_t, const Target& target) {
      CHECK_FALSE(target.contexts.empty());
      CHECK_FALSE(holds(target.companions, target.track));
      CHECK_FALSE(holds(target.contexts, target.track));
      for (const TrackId context : target.contexts) {
        CHECK(playlist_of(context) == playlist_of(target.track));
        CHECK_FALSE(holds(target.companions, context));
      }
      for (const TrackId companion : target.companions)
        CHECK(playlist_of(companion) == playlist_of(target.track));
    });
  });
}

TEST_CASE("companions are none to one less than the group, each number as often", "[batches]") {
  const Corpus corpus = long_corpus();
  std::map<std::size_t, int> sizes;
  int targets = 0;
  for_each_batch(corpus, whole_playlists(4), 100, [&](const Batch& batch) {
    for_each_target(batch, [&](std::size_t, const Target& target) {
      ++sizes[target.companions.size()];
      ++targets;
      const std::set<TrackId> different(target.companions.begin(), target.companions.end());
      CHECK(different.size() == target.companions.size());
    });
  });
  REQUIRE(sizes.size() == 4);
  for (const auto& [size, times] : sizes)
    CHECK(times == Approx(targets / 4.0).epsilon(0.1));  // some are drawn twice, and count once
}

TEST_CASE("the smallest playlists keep contexts beside companions", "[batches]") {
  const Corpus corpus = corpus_of({{"a", "b"}, {"c", "d", "e"}});
  for_each_batch(corpus, whole_playlists(100), 50, [&](const Batch& batch) {
    for_each_target(batch, [&](std::size_t, const Target& target) {
      CHECK(target.contexts.size() >= 1);
      CHECK(target.companions.size() <=
            (corpus.vocabulary.track(target.track).title < "c" ? 0u : 1u));
    });
  });
}

TEST_CASE("shared negatives stand for as many pairs with each target as asked", "[batches]") {
  const Corpus corpus = long_corpus();
  for (const std::uint32_t negative : {1u, 5u, 35u}) {
    SkipGramOptions options = whole_playlists(5);
    options.negative = negative;
    for_each_batch(corpus, options, 1, [&](const Batch& batch) {
      REQUIRE(batch.negatives.size() % kernels::kNegativeGroup == 0);
      CHECK(static_cast<double>(batch.negatives.size()) >= 8.0 * negative / kPairsPerNegative);
      REQUIRE(batch.negative_weights.size() == batch.negatives.size() * kernels::kBatch);
      double pairs = static_cast<double>(batch.contexts.size());
      for_each_target(batch, [&](std::size_t place, const Target& target) {
        const double each =
            static_cast<double>(negative) / static_cast<double>(batch.negatives.size());
        for (std::size_t i = 0; i < batch.negatives.size(); ++i) {
          // No negative of a pair whose context it is.
          const auto own =
              std::count(target.contexts.begin(), target.contexts.end(), batch.negatives[i]);
          const double weight = double{batch.negative_weights[i * kernels::kBatch + place]};
          CHECK(weight == Approx(each * static_cast<double>(target.contexts.size() -
                                                            static_cast<std::size_t>(own)))
                              .margin(1e-6));
          pairs += weight;
        }
      });
      CHECK(batch.pairs == Approx(pairs));
    });
  }
}

TEST_CASE("each epoch shares each track as a negative as often as its weight says", "[batches]") {
  const Corpus corpus = long_corpus();
  for (const double exponent : {0.75, 0.0, 1.0}) {
    SkipGramOptions options = whole_playlists(5);
    options.negative = 35;
    options.ns_exponent = exponent;
    std::vector<double> drawn(corpus.vocabulary.size());
    double all = 0;
    for_each_batch(corpus, options, 1, [&](const Batch& batch) {
      for (const TrackId negative : batch.negatives)
        ++drawn[negative];
      all += static_cast<double>(batch.negatives.size());
    });
    double weights = 0;
    for (TrackId id = 0; id < drawn.size(); ++id)
      weights += std::pow(static_cast<double>(corpus.vocabulary.count(id)), exponent);
    double variance = 0;
    for (TrackId id = 0; id < drawn.size(); ++id) {
      const double share =
          std::pow(static_cast<double>(corpus.vocabulary.count(id)), exponent) / weights;
      variance += std::pow(drawn[id] - all * share, 2);
    }
    CHECK(variance < all / 4);  // by chance it would be about `all`
  }
}

TEST_CASE("targets that are trained side by side are of unlike playlists", "[batches]") {
  std::vector<std::vector<std::string>> playlists;
  for (int list = 0; list < 64; ++list) {
    playlists.emplace_back();
    for (int i = 0; i < 20; ++i)
      playlists.back().push_back(std::to_string(list) + "-" + std::to_string(i));
  }
  const Corpus corpus = corpus_of(playlists);
  const auto list_of = [&](TrackId id) {
    const std::string title(corpus.vocabulary.track(id).title);
    return title.substr(0, title.find('-'));
  };
  for_each_batch(corpus, whole_playlists(), 1, [&](const Batch& batch) {
    std::set<std::string> lists;
    std::size_t targets = 0;
    for_each_target(batch, [&](std::size_t, const Target& target) {
      lists.insert(list_of(target.track));
      ++targets;
    });
    CHECK(lists.size() == targets);
  });
}

TEST_CASE("of few tracks few are trained side by side", "[batches]") {
  // Sixteen steps from the same scores would be one of sixteen times the length.
  const auto most_targets = [](const Corpus& corpus) {
    std::size_t most = 0;
    for_each_batch(corpus, whole_playlists(), 1, [&](const Batch& batch) {
      std::size_t targets = 0;
      for_each_target(batch, [&](std::size_t, const Target&) { ++targets; });
      most = std::max(most, targets);
    });
    return most;
  };
  CHECK(most_targets(corpus_of({{"a", "b", "c"}, {"b", "c", "d"}})) == 1);
  CHECK(most_targets(small_corpus()) == 2);  // of 40
  CHECK(most_targets(long_corpus()) == kernels::kBatch);
}

TEST_CASE("sub-sampled tracks are neither targets nor contexts nor companions", "[batches]") {
  const Corpus corpus = long_corpus();
  SkipGramOptions options = whole_playlists(5);
  options.sample = 1e-3;
  double kept = 0, inputs = 0;
  constexpr int kEpochs = 100;
  for_each_batch(corpus, options, kEpochs, [&](const Batch& batch) {
    for_each_target(batch, [&](std::size_t, const Target& target) {
      kept += target.track == 0 ? 1 : 0;
      inputs += static_cast<double>(holds(target.companions, 0));
    });
  });
  const auto count = static_cast<double>(corpus.vocabulary.count(0));
  const double ratio = 1e-3 * static_cast<double>(corpus.tokens.size()) / count;
  CHECK(kept / kEpochs / count == Approx(std::sqrt(ratio) + ratio).margin(0.03));
  CHECK(inputs > 0);
}
