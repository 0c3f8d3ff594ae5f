// Times, as ratios in one run. Optimised native builds only: sanitizers and V8 have other prices.

#include <catch2/catch.hpp>
#include <ctime>

#include "segue/query/neighbours.h"
#include "segue/train/song2vec_trainer.h"
#include "segue/util/random.h"
#include "support/dense_reference.h"
#include "support/playlists.h"

using namespace segue;
using namespace segue::test;

namespace {

/// Of this process on a processor: what else a busy machine does is not counted.
double seconds_since(std::clock_t start) {
  return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

/// As many tracks, rows and playlists as the original's sample has.
Corpus corpus_of_original_size() {
  Random random(3);
  std::vector<std::vector<std::string>> playlists(40);
  for (std::uint32_t row = 0; row < 10'000; ++row) {
    const std::uint32_t track = row < 8'629 ? row : random.below(8'629);
    playlists[row % 40].push_back(std::to_string(track));
  }
  return corpus_of(playlists);
}

}  // namespace

TEST_CASE("dense Adam at sparse cost takes at most a tenth of the plain update's time", "[speed]") {
  Song2vecOptions options;
  options.epochs = 2;
  const Corpus corpus = corpus_of_original_size();

  DenseReference reference(corpus, options);
  auto start = std::clock();
  const std::size_t dense_steps = reference.train_batches(32 * 200);
  const double dense = seconds_since(start) / static_cast<double>(dense_steps);

  Song2vecTrainer trainer(corpus, options);
  start = std::clock();
  while (!trainer.advance(1 << 16).finished) {
  }
  const double steps = static_cast<double>(trainer.progress().pairs_done) / 32;
  const double sparse = seconds_since(start) / steps;

  WARN("a step of 32 pairs: plain dense " << dense * 1e6 << " us, ours " << sparse * 1e6
                                          << " us, ratio " << dense / sparse);
  CHECK(dense / sparse >= 10);
}

TEST_CASE("a table whose vectors point much the same way is searched about as fast as another",
          "[speed]") {
  const auto seconds_a_query = [](float common) {
    Random random(3);
    Embedding table{50'000, 100, AlignedFloats(50'000 * 100)};
    for (float& value : table.values)
      value = common + static_cast<float>(random.uniform() - 0.5);
    const Neighbours neighbours(std::move(table));
    const auto start = std::clock();
    for (TrackId id = 0; id < 100; ++id)
      neighbours.similar(id, 10);
    return seconds_since(start) / 100;
  };
  const double spread = seconds_a_query(0);
  const double alike = seconds_a_query(1000);
  WARN("a query: spread vectors " << spread * 1e6 << " us, vectors alike " << alike * 1e6 << " us");
  CHECK(alike < 3 * spread);
}
