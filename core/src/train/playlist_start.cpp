#include "train/playlist_start.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

#include "segue/util/random.h"

namespace segue {
namespace {

void add_scaled(float scale, const float* from, std::size_t dim, float* to) {
  for (std::size_t i = 0; i < dim; ++i)
    to[i] += scale * from[i];
}

float weight_of(std::span<const TrackId> playlist) {
  return 1 / std::sqrt(static_cast<float>(playlist.size()));
}

void give_length(float length, RowTable& table) {
  for (std::size_t index = 0; index < table.rows(); ++index) {
    float* const row = table.row(index);
    float squares = 0;
    for (std::size_t i = 0; i < table.dim(); ++i)
      squares += row[i] * row[i];
    const float scale = squares > 0 ? length / std::sqrt(squares) : 0;
    for (std::size_t i = 0; i < table.dim(); ++i)
      row[i] *= scale;
  }
}

/// Adds to each track a random vector for each of its playlists.
void add_random_vectors(const Corpus& corpus, std::uint64_t seed, RowTable& table) {
  Random random(seed);
  std::vector<float> vector(table.dim());
  for (std::size_t index = 0; index < corpus.playlists(); ++index) {
    for (float& value : vector)
      value = 0x1p-31f * static_cast<float>(static_cast<std::int32_t>(random.next() >> 32));
    const std::span<const TrackId> playlist = corpus.playlist(index);
    for (const TrackId track : playlist)
      add_scaled(weight_of(playlist), vector.data(), table.dim(), table.row(track));
  }
}

/// Adds to each track the sum of `from` over the tracks of each of its playlists.
void add_sums(const Corpus& corpus, const RowTable& from, RowTable& to) {
  std::vector<float> sum(from.dim());
  for (std::size_t index = 0; index < corpus.playlists(); ++index) {
    const std::span<const TrackId> playlist = corpus.playlist(index);
    std::fill(sum.begin(), sum.end(), 0.0f);
    for (const TrackId track : playlist)
      add_scaled(weight_of(playlist), from.row(track), from.dim(), sum.data());
    for (const TrackId track : playlist)
      add_scaled(weight_of(playlist), sum.data(), from.dim(), to.row(track));
  }
}

}  // namespace

void start_from_playlists(const Corpus& corpus, std::uint64_t seed, RowTable& input,
                          RowTable& spare) {
  add_random_vectors(corpus, seed, input);
  give_length(1, input);
  add_sums(corpus, input, spare);
  give_length(kStartLength, spare);
  std::swap(input.values(), spare.values());
  std::fill(spare.values().begin(), spare.values().end(), 0.0f);
}

}  // namespace segue
