#include "segue/evaluate/validation.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>
#include <string>
#include <vector>

#include "segue/evaluate/evaluation.h"
#include "segue/train/skip_gram_trainer.h"
#include "segue/util/random.h"
#include "support/playlists.h"

using namespace segue;
using namespace segue::test;

TEST_CASE("of a large model less is asked, so that it takes no longer", "[validation]") {
  const ValidationOptions usual;
  CHECK(affordable_validation(1000, 100).most == usual.most);
  CHECK(affordable_validation(200'000, 100).most == 100);
  CHECK(affordable_validation(10'000'000, 100).most == usual.fewest);
  CHECK(validation_milliseconds(100, 200'000, 100) == Approx(2000));
}

namespace {

/// Playlists of 1 to 30 tracks out of 25 neighbouring ones of 300, some more than once in one.
Corpus clustered_corpus() {
  Random random(5);
  std::vector<std::vector<std::string>> playlists;
  for (int list = 0; list < 400; ++list) {
    playlists.emplace_back();
    const std::uint32_t first = 25 * random.below(12);
    for (std::uint32_t left = 1 + random.below(30); left > 0; --left)
      playlists.back().push_back("song " + std::to_string(first + random.below(25)));
  }
  return corpus_of(playlists);
}

std::set<std::string> keys(const Corpus& corpus, std::span<const TrackId> tracks) {
  std::set<std::string> result;
  for (const TrackId id : tracks)
    result.emplace(corpus.vocabulary.key(id));
  return result;
}

}  // namespace

TEST_CASE("a validation takes one track each from a few playlists, and no track away",
          "[validation]") {
  const Corpus whole = clustered_corpus();
  ValidationOptions options;
  options.most = 60;
  const auto parts = hold_out_for_validation(whole, options);
  REQUIRE(parts);
  CHECK(parts->queries.size() == 60);
  REQUIRE(parts->training.playlists() == whole.playlists());
  CHECK(parts->training.vocabulary.size() == whole.vocabulary.size());
  std::size_t query = 0;
  for (std::size_t i = 0; i < whole.playlists(); ++i) {
    const auto all = keys(whole, whole.playlist(i));
    const auto kept = keys(parts->training, parts->training.playlist(i));
    if (kept == all) continue;
    CHECK(all.size() >= options.fewest_tracks);
    REQUIRE(query < parts->queries.size());
    const HeldOutQuery& asked = parts->queries[query++];
    REQUIRE(asked.held_out.size() == 1);
    CHECK(asked.unknown_held_out + asked.unknown_known == 0);
    CHECK(keys(parts->training, asked.known) == kept);
    CHECK(asked.known.size() == kept.size());
    const std::string given(parts->training.vocabulary.key(asked.held_out[0]));
    CHECK(kept.count(given) == 0);
    auto back = kept;
    back.insert(given);
    CHECK(back == all);
  }
  CHECK(query == parts->queries.size());
  // Counted and numbered anew.
  std::vector<std::uint64_t> counts(parts->training.vocabulary.size());
  for (const TrackId id : parts->training.tokens)
    ++counts[id];
  for (TrackId id = 0; id < counts.size(); ++id)
    CHECK(counts[id] == parts->training.vocabulary.count(id));
  CHECK(std::is_sorted(counts.rbegin(), counts.rend()));
}

TEST_CASE("the choice of a validation depends on the seed alone", "[validation]") {
  const Corpus whole = clustered_corpus();
  const auto held_out = [&](std::uint64_t seed) {
    ValidationOptions options;
    options.seed = seed;
    std::vector<std::string> names;
    const auto parts = hold_out_for_validation(whole, options);
    for (const HeldOutQuery& query : parts->queries)
      names.emplace_back(parts->training.vocabulary.key(query.held_out[0]));
    return names;
  };
  CHECK(held_out(42) == held_out(42));
  CHECK(held_out(42) != held_out(43));
}

TEST_CASE("a validation leaves a small collection whole", "[validation]") {
  const Corpus whole = clustered_corpus();
  ValidationOptions options;
  const auto parts = hold_out_for_validation(whole, options);
  REQUIRE(parts);
  CHECK(parts->queries.size() ==
        static_cast<std::size_t>(static_cast<double>(whole.tokens.size()) * options.most_share));
  options.fewest = parts->queries.size() + 1;
  CHECK_FALSE(hold_out_for_validation(whole, options));
  CHECK_FALSE(hold_out_for_validation(Corpus()));
}

TEST_CASE("a validation leaves tracks as often as it is asked to", "[validation]") {
  const Corpus whole = clustered_corpus();
  ValidationOptions options;
  options.most_share = 1;
  options.most = 1000;
  for (const std::uint64_t least : {1u, 15u, 20u}) {
    options.min_count = least;
    const auto parts = hold_out_for_validation(whole, options);
    REQUIRE(parts);
    for (const HeldOutQuery& query : parts->queries)
      CHECK(parts->training.vocabulary.count(query.held_out[0]) >= least);
  }
  options.min_count = 1'000'000;
  CHECK_FALSE(hold_out_for_validation(whole, options));
}

TEST_CASE("a validation finds what evaluate() finds, however it is cut, more than by chance",
          "[validation]") {
  const auto parts = hold_out_for_validation(clustered_corpus());
  REQUIRE(parts);
  SkipGramOptions options = playlist_recipe();
  options.dim = 16;
  options.epochs = 30;
  SkipGramTrainer trainer(parts->training, options);
  const Model untrained = trainer.model();
  Validation before(untrained, parts->queries);
  before.ask(parts->queries.size());
  CHECK(before.hits() == 0);  // equal scores earn nothing
  while (!trainer.advance(1'000'000).finished) {
  }
  const Model model = trainer.model();
  const Evaluation whole = evaluate(Continuation(model), "test", parts->queries, model.vocabulary);
  for (const std::size_t step : {std::size_t{1}, std::size_t{7}, parts->queries.size()}) {
    Validation validation(model, parts->queries, 2);
    std::size_t asked = 0;
    while (!validation.is_over()) {
      validation.ask(step);
      asked = std::min(asked + step, parts->queries.size());
      CHECK(validation.asked() == asked);
    }
    CHECK(static_cast<double>(validation.hits()) ==
          Approx(whole[Metric::hit_rate_10].mean * static_cast<double>(parts->queries.size())));
  }
  // Ten of a cluster of 25 that a dozen are known of; by chance it is 3 of 100.
  CHECK(whole[Metric::hit_rate_10].mean > 0.3);
  CHECK(whole[Metric::hit_rate_10].mean < whole[Metric::hit_rate_100].mean);
}
