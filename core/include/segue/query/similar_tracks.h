#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "segue/model/answer_weights.h"
#include "segue/model/model.h"
#include "segue/query/neighbours.h"
#include "segue/query/recommender.h"
#include "segue/query/similarity.h"

namespace segue {

class MemoryWalk;

/// Answers "what is like this track?" by all that a model knows.
///
/// Of a model with a memory the similarity of two tracks is a mean of three, by the model's
/// weights: their Similarity, and what the playlists say (the roots of AnswerPart::far and near,
/// none above 1). Of a model without one it is their Similarity.
class SimilarTracks : public Recommender {
 public:
  /// Both must outlive it; `similarity` is the model's.
  SimilarTracks(const Model& model, const Similarity& similarity);
  ~SimilarTracks() override;

  /// The `limit` tracks most similar to `id`, best first, itself left out, equal ones by position;
  /// fewer where there are fewer. Exact. `threads` as in Neighbours.
  std::vector<Neighbour> similar(TrackId id, std::size_t limit, unsigned threads = 1) const;

  /// Each track's similarity to the known ones on average, of which there must be one at least.
  void score(std::span<const TrackId> known, std::span<float> scores) const override;

 private:
  void tell_ties(std::span<const TrackId> known, std::span<float> ties) const;

  const Similarity& similarity_;
  std::unique_ptr<const MemoryWalk> walk_;  // none where the vectors alone answer
  AnswerWeights weights_;
};

}  // namespace segue
