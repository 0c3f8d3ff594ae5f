#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "segue/model/model.h"
#include "segue/query/question_kind.h"
#include "segue/query/recommender.h"

namespace segue {

class AnswerSum;

struct Suggestion {
  TrackId id = 0;
  float score = 0;  ///< only the order counts, and differences within one answer
};

/// What a person asks of a continuation.
struct ContinuationQuery {
  std::span<const TrackId> known;        ///< what goes with these; one or more different tracks
  std::span<const TrackId> unlike = {};  ///< and not with these, which weigh a quarter
  /// Towards what many playlists hold (above 0) or few (below); -1 .. 1, 0 as the model has it.
  double popularity = 0;
  std::size_t most_per_artist = 0;  ///< 0: any number
  bool leaves_out_artists = false;  ///< nothing by the artists of `known`
};

/// Answers what goes with given tracks.
///
/// A model without a memory answers by its vectors: the score of a track is the mean of the known
/// tracks' input vectors times its output vector, which is what skip-gram is trained to make high
/// for tracks of one playlist (Levy and Goldberg 2014: their pointwise mutual information,
/// shifted), over the square root of the output vector's length.
///
/// The root was chosen on validation splits, beside none and the whole length: recall@10
/// of 5.1, 5.2 and 5.2% and NDCG@10 of 0.120, 0.122 and 0.121 on playlists-83k, 18.6, 19.1
/// and 19.1% on made-up ones.
///
/// A model with a memory adds to that what its playlists say: each part of AnswerPart is brought to
/// mean 0 and standard deviation 1 over the tracks that may be answered, and they are summed by the
/// model's weights for the question.
///
/// Without any known track the score falls with the track's rarity.
class Continuation : public Recommender {
 public:
  /// The model must outlive it.
  explicit Continuation(const Model& model, QuestionKind kind = QuestionKind::next);
  ~Continuation() override;

  void score(std::span<const TrackId> known, std::span<float> scores) const override;

  /// The `limit` tracks that go best with the query, best first; none of `known` and `unlike`.
  /// Equal scores go by position. Fewer where the query leaves fewer.
  std::vector<Suggestion> suggest(const ContinuationQuery& query, std::size_t limit) const;

 private:
  void lean(double popularity, std::span<float> scores) const;

  const Model& model_;
  std::unique_ptr<const AnswerSum> sum_;
  std::vector<float> rarities_;  // log of the mean count over the track's own
};

}  // namespace segue
