#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "evaluate/baselines/incidence.h"
#include "segue/evaluate/baselines.h"
#include "util/require_option.h"

namespace segue {
namespace {

/// Adds up the weights of the tracks' common playlists anew for each query, which takes as long as
/// the playlists of its known tracks are long: less than it would take to read stored neighbours of
/// all lengths.
class ItemKnn : public Recommender {
 public:
  /// `weigh` gives the weight, 0 or more, of a playlist of so many different tracks.
  template <typename Weigh>
  ItemKnn(const Corpus& corpus, const ItemKnnOptions& options, const Weigh& weigh)
      : incidence_(corpus), shrinkage_(options.shrinkage) {
    require_option(shrinkage_ >= 0, "shrinkage", "0 or more");
    for (std::size_t i = 0; i < incidence_.playlists(); ++i)
      weights_.push_back(weigh(incidence_.tracks_of(i).size()));
    for (TrackId id = 0; id < incidence_.tracks(); ++id) {
      double sum = 0;
      for (const std::uint32_t playlist : incidence_.playlists_of(id))
        sum += weights_[playlist];
      lengths_.push_back(std::sqrt(sum));
    }
  }

  void score(std::span<const TrackId> known, std::span<float> scores) const override {
    std::fill(scores.begin(), scores.end(), 0.0f);
    std::vector<double> common(scores.size());
    std::vector<TrackId> neighbours;  // those with a common playlist that weighs anything
    for (const TrackId track : known) {
      for (const std::uint32_t playlist : incidence_.playlists_of(track)) {
        const double weight = weights_[playlist];
        if (weight == 0) continue;
        for (const TrackId other : incidence_.tracks_of(playlist)) {
          if (common[other] == 0) neighbours.push_back(other);
          common[other] += weight;
        }
      }
      for (const TrackId other : neighbours) {
        scores[other] += static_cast<float>(std::exchange(common[other], 0.0) /
                                            (lengths_[track] * lengths_[other] + shrinkage_));
      }
      neighbours.clear();
    }
  }

 private:
  Incidence incidence_;
  double shrinkage_;
  std::vector<double> weights_;  // of the playlists
  std::vector<double> lengths_;  // of the tracks' columns
};

}  // namespace

std::unique_ptr<Recommender> make_item_knn(const Corpus& corpus, const ItemKnnOptions& options) {
  return std::make_unique<ItemKnn>(corpus, options, [](std::size_t) { return 1.0; });
}

std::unique_ptr<Recommender> make_item_knn_length(const Corpus& corpus,
                                                  const ItemKnnOptions& options) {
  return std::make_unique<ItemKnn>(corpus, options, [](std::size_t tracks) {
    return tracks < 2 ? 0 : 1 / std::sqrt(static_cast<double>(tracks - 1));
  });
}

}  // namespace segue
