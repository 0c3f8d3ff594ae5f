#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "segue/model/answer_weights.h"
#include "segue/model/playlist_memory.h"
#include "segue/model/recipe.h"
#include "segue/model/track_facts.h"
#include "segue/track/vocabulary.h"
#include "segue/util/aligned_floats.h"

namespace segue {

/// A table of `rows` vectors of `dim` numbers, row-major, without padding.
struct Embedding {
  std::size_t rows = 0;
  std::size_t dim = 0;
  AlignedFloats values;  ///< rows * dim

  std::span<const float> row(std::size_t index) const {
    return std::span(values).subspan(index * dim, dim);
  }
};

/// A table in memory of someone else's, who leaves it as it is meanwhile.
struct TableView {
  const float* values = nullptr;
  std::size_t rows = 0;
  std::size_t dim = 0;
  std::size_t stride = 0;  ///< floats from one row to the next; at least dim

  const float* row(std::size_t index) const { return values + index * stride; }
};

TableView view(const Embedding& table);

/// Throws Error(diverged) where the table holds a number that is not finite.
void require_finite(const Embedding& table);

/// How many tracks that were held out of a training it found among its first ten, on its way.
struct HeldOutHits {
  double epoch = 0;           ///< so many were done, 0 or more, perhaps not a whole number
  std::uint32_t found = 0;    ///< at most `queries`
  std::uint32_t queries = 0;  ///< tracks asked for, at least 1

  bool operator==(const HeldOutHits&) const = default;
};

/// What training leaves: vectors for the tracks of a vocabulary, and how they came about.
struct Model {
  Recipe recipe = Recipe::playlist;
  std::map<std::string, double> hyperparameters;  ///< by their names on the command line
  std::vector<double> epoch_losses;        ///< mean loss per pair of each finished epoch, in nats
  std::vector<HeldOutHits> held_out_hits;  ///< by rising epoch; empty where none were counted
  Vocabulary vocabulary;
  std::vector<TrackFacts> facts;  ///< of each track, or empty: training leaves none
  Embedding input;                ///< target vectors: [vocabulary.size(), dim]
  Embedding output;               ///< context vectors: the same shape
  std::vector<float> map;         ///< x and y of each track in [-1, 1], from MapLayout; or empty
  std::optional<PlaylistMemory> memory;  ///< of tracks of the vocabulary; or nothing
  /// How much of an answer comes from the memory: only where there is one. Without, the vectors
  /// answer alone.
  std::optional<Answers> answers;
  /// P(pair is real) = sigmoid(logit_weight * dot(input, output) + logit_bias).
  float logit_weight = 1;
  float logit_bias = 0;
};

}  // namespace segue
