#include "segue/query/similar_tracks.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "segue/util/random.h"
#include "support/memories.h"

using namespace segue;
using namespace segue::test;

namespace {

/// Of 200 tracks by chance, in playlists by chance.
Model tied_model() {
  Random random(9);
  Model model;
  model.recipe = Recipe::playlist;
  for (Embedding* table : {&model.input, &model.output}) {
    *table = {200, 6, {}};
    for (std::size_t i = 0; i < 200 * 6; ++i)
      table->values.push_back(static_cast<float>(random.uniform() - 0.5));
  }
  std::vector<std::vector<TrackId>> playlists(60);
  for (auto& playlist : playlists) {
    const TrackId middle = random.below(200);
    for (int i = 0; i < 12; ++i)
      playlist.push_back((middle + random.below(30)) % 200);
  }
  for (std::size_t i = 0; i < 200; ++i)
    model.vocabulary.add({"A", std::to_string(i)}, 1);
  model.memory = memory_of(playlists);
  return model;
}

void weigh(Model& model, double embedding, double far, double near) {
  model.answers.emplace();
  model.answers->similar[AnswerPart::embedding] = embedding;
  model.answers->similar[AnswerPart::far] = far;
  model.answers->similar[AnswerPart::near] = near;
}

/// All tracks but one, by falling score.
std::vector<Neighbour> ranked(const SimilarTracks& tracks, TrackId id, std::size_t limit) {
  std::vector<float> scores(200);
  tracks.score({&id, 1}, scores);
  std::vector<Neighbour> all;
  for (TrackId other = 0; other < 200; ++other)
    if (other != id) all.push_back({other, scores[other]});
  std::stable_sort(all.begin(), all.end(), [](const Neighbour& a, const Neighbour& b) {
    return a.similarity > b.similarity;
  });
  all.resize(limit);
  return all;
}

}  // namespace

TEST_CASE("the most similar tracks are exactly those of the highest scores", "[similar_tracks]") {
  Model model = tied_model();
  const Similarity similarity(model);
  const auto [embedding, far, near] = GENERATE(table<double, double, double>(
      {{0.2, 0.3, 0.5}, {0.9, 0.1, 0}, {0.98, 0, 0.02}, {0, 0.5, 0.5}, {0, 0, 1}}));
  const auto limit = static_cast<std::size_t>(GENERATE(1, 3, 10, 100, 199));
  weigh(model, embedding, far, near);
  const SimilarTracks tracks(model, similarity);
  for (const TrackId id : {0u, 17u, 199u}) {
    const std::vector<Neighbour> found = tracks.similar(id, limit);
    const std::vector<Neighbour> expected = ranked(tracks, id, limit);
    CAPTURE(embedding, far, near, limit, id);
    REQUIRE(found.size() == limit);
    for (std::size_t i = 0; i < limit; ++i) {
      CHECK(found[i].similarity == Approx(expected[i].similarity).margin(1e-6));
      CHECK(found[i].id != id);
    }
    if (embedding > 0) CHECK(found.front().id == expected.front().id);
  }
  CHECK(tracks.similar(0, 500).size() == 199);
  CHECK(tracks.similar(0, 0).empty());
}

TEST_CASE("what playlists hold side by side is alike where that counts", "[similar_tracks]") {
  Model model = tied_model();
  model.memory = memory_of({{5, 90, 7, 8, 9, 10}, {90, 5}, {10, 20}});
  const Similarity similarity(model);
  weigh(model, 0.01, 0, 0.99);
  const std::vector<Neighbour> found = SimilarTracks(model, similarity).similar(5, 3);
  CHECK(found[0].id == 90);
  CHECK(found[0].similarity > 0.9f);
  CHECK(found[0].similarity <= 1.0f);
}

TEST_CASE("without a memory or weights for it the vectors alone say what is alike",
          "[similar_tracks]") {
  Model model = tied_model();
  const Similarity similarity(model);
  const auto is_by_vectors = [&] {
    const std::vector<Neighbour> found = SimilarTracks(model, similarity).similar(3, 20);
    const std::vector<Neighbour> expected = similarity.similar(3, 20);
    return std::equal(found.begin(), found.end(), expected.begin(), expected.end(),
                      [](const Neighbour& a, const Neighbour& b) {
                        return a.id == b.id && a.similarity == b.similarity;
                      });
  };
  CHECK(is_by_vectors());
  model.answers.emplace().similar = by_vectors_alone();
  CHECK(is_by_vectors());
  weigh(model, 0.2, 0.4, 0.4);
  CHECK_FALSE(is_by_vectors());
  model.memory.reset();
  CHECK(is_by_vectors());
}
