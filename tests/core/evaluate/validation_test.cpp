#include "segue/evaluate/validation.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <set>
#include <string>
#include <vector>

#include "segue/evaluate/evaluation.h"
#include "segue/query/continuation.h"
#include "segue/train/skip_gram_trainer.h"
#include "segue/util/random.h"
#include "support/playlists.h"

using namespace segue;
using namespace segue::test;

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

/// As Validation::gain() says, from Continuation's scores one by one.
double gain_of(const Model& model, const std::vector<HeldOutQuery>& queries) {
  const Continuation continuation(model);
  std::vector<float> scores(model.vocabulary.size());
  double sum = 0;
  for (const HeldOutQuery& query : queries) {
    continuation.score(query.known, scores);
    const TrackId track = query.held_out[0];
    std::size_t rank = 1;
    for (TrackId id = 0; id < scores.size(); ++id) {
      const bool is_known =
          std::find(query.known.begin(), query.known.end(), id) != query.known.end();
      if (id != track && !is_known && scores[id] >= scores[track]) ++rank;
    }
    sum += 1 / std::log2(1 + static_cast<double>(rank));
  }
  return sum / static_cast<double>(queries.size());
}

}  // namespace

TEST_CASE("a validation takes one track each from a few playlists, and no track away",
          "[validation]") {
  const Corpus whole = clustered_corpus();
  ValidationOptions options;
  options.most = 60;
  const auto parts = hide_tracks(whole, options);
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
  // Named and counted as in the whole, and every track is left somewhere.
  std::vector<std::uint64_t> counts(whole.vocabulary.size());
  for (const TrackId id : parts->training.tokens)
    ++counts[id];
  for (TrackId id = 0; id < counts.size(); ++id) {
    CHECK(counts[id] >= 1);
    CHECK(parts->training.vocabulary.count(id) == whole.vocabulary.count(id));
    CHECK(parts->training.vocabulary.key(id) == whole.vocabulary.key(id));
  }
}

TEST_CASE("the choice of a validation depends on the seed alone", "[validation]") {
  const Corpus whole = clustered_corpus();
  const auto held_out = [&](std::uint64_t seed) {
    ValidationOptions options;
    options.seed = seed;
    std::vector<std::string> names;
    const auto parts = hide_tracks(whole, options);
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
  const auto parts = hide_tracks(whole, options);
  REQUIRE(parts);
  // Twice the share, because that is still few.
  CHECK(
      parts->queries.size() ==
      2 * static_cast<std::size_t>(static_cast<double>(whole.tokens.size()) * options.most_share));
  options.fewest = parts->queries.size() + 1;
  CHECK_FALSE(hide_tracks(whole, options));
  CHECK_FALSE(hide_tracks(Corpus()));
}

TEST_CASE("a validation leaves tracks as often as it is asked to", "[validation]") {
  const Corpus whole = clustered_corpus();
  ValidationOptions options;
  options.most_share = 1;
  options.most = 1000;
  const auto count_of = [](const Corpus& corpus, TrackId track) {
    return static_cast<std::uint64_t>(
        std::count(corpus.tokens.begin(), corpus.tokens.end(), track));
  };
  for (const std::uint64_t least : {1u, 15u, 20u}) {
    options.min_count = least;
    const auto parts = hide_tracks(whole, options);
    REQUIRE(parts);
    for (const HeldOutQuery& query : parts->queries)
      CHECK(count_of(parts->training, query.held_out[0]) >= least);
  }
  options.min_count = 1'000'000;
  CHECK_FALSE(hide_tracks(whole, options));
}

TEST_CASE("a validation finds what evaluate() finds, however it is cut, more than by chance",
          "[validation]") {
  const auto parts = hide_tracks(clustered_corpus());
  REQUIRE(parts);
  SkipGramOptions options = playlist_recipe();
  options.dim = 16;
  options.epochs = 30;
  SkipGramTrainer trainer(parts->training, options);
  Validation before(trainer.input(), trainer.output(), parts->queries);
  before.ask(parts->queries.size());
  CHECK(before.hits() == 0);  // equal scores earn nothing
  CHECK(before.gain() == 0);
  while (!trainer.advance(1'000'000).finished) {
  }
  const Model model = trainer.model();
  const Evaluation whole = evaluate(Continuation(model), "test", parts->queries, model.vocabulary);
  for (const std::size_t step : {std::size_t{1}, std::size_t{7}, parts->queries.size()}) {
    Validation validation(view(model.input), view(model.output), parts->queries, 2);
    std::size_t asked = 0;
    while (!validation.is_over()) {
      validation.ask(step);
      asked = std::min(asked + step, parts->queries.size());
      CHECK(validation.asked() == asked);
    }
    CHECK(static_cast<double>(validation.hits()) ==
          Approx(whole[Metric::hit_rate_10].mean * static_cast<double>(parts->queries.size())));
    CHECK(validation.gain() == Approx(gain_of(model, parts->queries)).epsilon(1e-4));
  }
  // Ten of a cluster of 25 that a dozen are known of; by chance it is 3 of 100.
  CHECK(whole[Metric::hit_rate_10].mean > 0.3);
  CHECK(whole[Metric::hit_rate_10].mean < whole[Metric::hit_rate_100].mean);
}
