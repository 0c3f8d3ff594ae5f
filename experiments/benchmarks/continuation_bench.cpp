// How long an answer takes of a model with a memory, and of one without.
// Usage: continuation_bench [TRACKS ROWS], 100,000 tracks and a million rows unless told otherwise.
// Playlists of fifty, tracks drawn with a likelihood that falls with the rank to the power of 0.6,
// so that of 100,000 the most frequent is 1% of all entries; 20 known tracks a query, drawn
// likewise; all parts have weight. Prints one JSON line each: the mean of 50 queries, in
// milliseconds.

#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "segue/model/model.h"
#include "segue/query/continuation.h"
#include "segue/query/similar_tracks.h"
#include "segue/query/similarity.h"
#include "segue/util/random.h"

namespace {

using namespace segue;

constexpr std::size_t kDim = 100;
constexpr std::size_t kPlaylist = 50;
constexpr int kQueries = 50;

TrackId draw(Random& random, std::size_t tracks) {
  return static_cast<TrackId>(std::pow(random.uniform(), 2.5) * static_cast<double>(tracks));
}

Model make_model(std::size_t tracks, std::size_t rows) {
  Random random(1);
  Model model;
  for (Embedding* table : {&model.input, &model.output}) {
    *table = {tracks, kDim, {}};
    table->values.resize(tracks * kDim);
    for (float& value : table->values)
      value = static_cast<float>(random.uniform() - 0.5);
  }
  PlaylistMemory memory;
  std::vector<std::uint64_t> counts(tracks);
  while (memory.tracks.size() < rows) {
    const TrackId track = draw(random, tracks);
    memory.tracks.push_back(track);
    ++counts[track];
    if (memory.tracks.size() % kPlaylist == 0)
      memory.ends.push_back(static_cast<std::uint32_t>(memory.tracks.size()));
  }
  memory.tracks.resize(memory.ends.back());
  for (std::size_t id = 0; id < tracks; ++id)
    model.vocabulary.add({"artist " + std::to_string(id / 10), "song " + std::to_string(id)},
                         counts[id]);
  model.memory = std::move(memory);
  model.answers.emplace();
  for (const AnswerPart part : kAllAnswerParts)
    model.answers->next[part] = 1;
  model.answers->gap = model.answers->next;
  model.answers->gap[AnswerPart::recent] = 0;
  for (const AnswerPart part : {AnswerPart::embedding, AnswerPart::far, AnswerPart::near})
    model.answers->similar[part] = 1.0 / 3;
  return model;
}

void measure(const char* name, const Model& model, QuestionKind kind) {
  using Clock = std::chrono::steady_clock;
  const auto seconds_since = [](Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
  };
  const Clock::time_point begin = Clock::now();
  const Continuation continuation(model, kind);
  const double prepared = seconds_since(begin);
  Random random(2);
  double total = 0;
  for (int query = 0; query < kQueries; ++query) {
    std::vector<TrackId> known;
    for (int i = 0; i < 20; ++i)
      known.push_back(draw(random, model.vocabulary.size()));
    const Clock::time_point start = Clock::now();
    continuation.suggest({.known = known}, 10);
    total += seconds_since(start);
  }
  std::printf(
      "{\"name\":\"%s\",\"tracks\":%zu,\"rows\":%zu,\"prepare_ms\":%.1f,\"query_ms\":%.2f}\n", name,
      model.vocabulary.size(), model.memory->tracks.size(), 1e3 * prepared, 1e3 * total / kQueries);
}

/// What is like one track.
void measure_similar(const Model& model) {
  using Clock = std::chrono::steady_clock;
  const Similarity similarity(model);
  const SimilarTracks tracks(model, similarity);
  Random random(2);
  const Clock::time_point start = Clock::now();
  for (int query = 0; query < kQueries; ++query)
    tracks.similar(draw(random, model.vocabulary.size()), 10);
  const std::chrono::duration<double> total = Clock::now() - start;
  std::printf("{\"name\":\"what is like a track%s\",\"tracks\":%zu,\"query_ms\":%.2f}\n",
              model.answers ? "" : ", by the vectors alone", model.vocabulary.size(),
              1e3 * total.count() / kQueries);
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t tracks = argc > 2 ? std::strtoul(argv[1], nullptr, 10) : 100'000;
  const std::size_t rows = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 1'000'000;
  Model model = make_model(tracks, rows);
  measure("what comes next", model, QuestionKind::next);
  measure("what is missing", model, QuestionKind::gap);
  measure_similar(model);
  model.answers.reset();
  measure("by the vectors alone", model, QuestionKind::gap);
  measure_similar(model);
}
