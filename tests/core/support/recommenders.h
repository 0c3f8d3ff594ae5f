#pragma once

#include <functional>
#include <span>
#include <utility>
#include <vector>

#include "segue/query/recommender.h"

namespace segue::test {

/// A recommender that is one function.
class Planted : public Recommender {
 public:
  using Score = std::function<void(std::span<const TrackId> known, std::span<float> scores)>;

  explicit Planted(Score score) : score_(std::move(score)) {}
  void score(std::span<const TrackId> known, std::span<float> scores) const override {
    score_(known, scores);
  }

 private:
  Score score_;
};

/// The scores that a recommender gives.
inline std::vector<float> scores_of(const Recommender& recommender,
                                    const std::vector<TrackId>& known, std::size_t tracks) {
  std::vector<float> scores(tracks, -7);  // what stood there before does not count
  recommender.score(known, scores);
  return scores;
}

}  // namespace segue::test
