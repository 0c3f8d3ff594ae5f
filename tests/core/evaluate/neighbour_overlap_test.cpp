#include "segue/evaluate/neighbour_overlap.h"

#include <catch2/catch.hpp>
#include <string>

#include "segue/util/random.h"

using namespace segue;

namespace {

Model random_model(std::size_t tracks, std::uint64_t seed, std::size_t first_name = 0) {
  Model model;
  model.recipe = Recipe::seed;
  Random random(seed);
  for (Embedding* table : {&model.input, &model.output}) {
    *table = {tracks, 8, {}};
    for (std::size_t i = 0; i < tracks * 8; ++i)
      table->values.push_back(static_cast<float>(random.uniform() - 0.5));
  }
  for (std::size_t i = 0; i < tracks; ++i)
    model.vocabulary.add({"Artist", "song " + std::to_string(first_name + i)}, 1);
  return model;
}

}  // namespace

TEST_CASE("a model agrees with itself, and with another as much as by chance", "[overlap]") {
  const Model model = random_model(400, 1);
  const NeighbourOverlap own = neighbour_overlap(model, model);
  CHECK(own.tracks == 400);
  CHECK(own.shared == 10);
  const double chance = neighbour_overlap(model, random_model(400, 2)).shared;
  CHECK(chance == Approx(10.0 * 10 / 399).margin(0.1));
}

TEST_CASE("only tracks that both know are asked about and named", "[overlap]") {
  // The same vectors for the same names, in another order and among others.
  const Model a = random_model(60, 1);
  Model b = random_model(90, 2, 1000);
  b.vocabulary = Vocabulary();
  for (std::size_t i = 0; i < 90; ++i) {
    const bool is_shared = i < 60;
    b.vocabulary.add({"ARTIST", is_shared ? "song " + std::to_string(59 - i) : std::to_string(i)},
                     1);
    if (!is_shared) continue;
    for (std::size_t k = 0; k < 8; ++k)
      b.input.values[i * 8 + k] = a.input.values[(59 - i) * 8 + k];
  }
  const NeighbourOverlap overlap = neighbour_overlap(a, b);
  CHECK(overlap.tracks == 60);
  CHECK(overlap.shared == 10);
}

TEST_CASE("two spellings that are one track to the other model are one track", "[overlap]") {
  const Model exact = [] {
    Model model = random_model(3, 1);
    model.vocabulary = Vocabulary();
    model.vocabulary.add({"Artist", "song"}, 3);
    model.vocabulary.add({"Artist", "song - 2009 Remaster"}, 2);
    model.vocabulary.add({"Artist", "other"}, 1);
    return model;
  }();
  Model folded = random_model(2, 2);
  folded.vocabulary = Vocabulary(TrackIdentity::folded);
  folded.vocabulary.add({"Artist", "song"}, 5);
  folded.vocabulary.add({"Artist", "other"}, 1);
  CHECK(neighbour_overlap(exact, folded).tracks == 2);
  CHECK(neighbour_overlap(exact, folded).shared == 1);
}

TEST_CASE("models without common tracks agree on nothing", "[overlap]") {
  const NeighbourOverlap overlap = neighbour_overlap(random_model(5, 1), random_model(5, 1, 50));
  CHECK(overlap.tracks == 0);
  CHECK(overlap.shared == 0);
}
