#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "segue/model/model.h"
#include "segue/query/neighbours.h"
#include "segue/query/recommender.h"

namespace segue {

/// How alike tracks are by the vectors of a model: what SimilarTracks answers by, and the map.
///
/// Under the recipe `seed` two tracks are as similar as their input vectors, by cosine: song2vec's
/// way. Under `playlist` it is the mean of two cosines, of the one's input with the other's output
/// vector and the other way round: how surely each is expected where the other is, whatever their
/// popularity.
///
/// Chosen by what is of the same artist, genre and (held-out) playlist among the ten most similar,
/// seed 42, when the recipe had ten negatives. Cosines of input vectors: 22, 84 and 28% on the
/// sample, 6 and 12% (artist and playlist) on zenodo-10k, 13 and 22% on playlists-83k; of the sum
/// of both vectors: 24, 87 and 29%, 7 and 13%, 13 and 24%; this: 26, 87 and 33%, 6 and 32%, 12 and
/// 29%.
class Similarity : public Recommender {
 public:
  /// The model must outlive it. Throws Error(diverged) where a vector holds a number that is not
  /// finite.
  explicit Similarity(const Model& model);

  /// The `limit` tracks most similar to `id`, best first, itself left out, equal ones by position;
  /// fewer where there are fewer. Exact. `threads` as in Neighbours.
  std::vector<Neighbour> similar(TrackId id, std::size_t limit, unsigned threads = 1) const;

  /// The same for each of `ids`, in their order.
  std::vector<std::vector<Neighbour>> similar(std::span<const TrackId> ids, std::size_t limit,
                                              unsigned threads = 1) const;

  std::size_t tracks() const { return model_.input.rows; }

  /// How similar each of `others` is to `id`, in their order.
  std::vector<float> similarities(TrackId id, std::span<const TrackId> others) const;

  /// Song arithmetic: what is similar to all of `plus` and to none of `minus`, as in king - man +
  /// woman (Mikolov et al. 2013): the mean of their unit vectors, those of `minus` turned round.
  /// One or more different tracks, which are left out of the answer.
  std::vector<Neighbour> combine(std::span<const TrackId> plus, std::span<const TrackId> minus,
                                 std::size_t limit, unsigned threads = 1) const;

  /// The one of three or more different tracks that is least similar to the others on average; of
  /// equals the last.
  TrackId odd_one_out(std::span<const TrackId> tracks) const;

  /// Each track's similarity to the known ones on average, of which there must be one at least.
  void score(std::span<const TrackId> known, std::span<float> scores) const override;

 private:
  /// One of the cosines that are averaged.
  struct Side {
    const Embedding* question;
    const Embedding* answer;
  };

  static std::vector<Side> sides(const Model& model);
  std::vector<float> question(std::span<const TrackId> plus, std::span<const TrackId> minus) const;
  double closeness(std::span<const float> question, TrackId id) const;
  static Embedding answers(const std::vector<Side>& sides);

  const Model& model_;
  std::vector<Side> sides_;
  Neighbours answers_;
};

}  // namespace segue
