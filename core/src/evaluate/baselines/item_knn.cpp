#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "evaluate/baselines/incidence.h"
#include "segue/evaluate/baselines.h"
#include "util/require_option.h"

namespace segue {
namespace {

/// Counts the tracks' common playlists anew for each query, which takes as long as the playlists of
/// its known tracks are long: less than it would take to read stored neighbours of all lengths.
class ItemKnn : public Recommender {
 public:
  ItemKnn(const Corpus& corpus, const ItemKnnOptions& options)
      : incidence_(corpus), shrinkage_(options.shrinkage) {
    require_option(shrinkage_ >= 0, "shrinkage", "0 or more");
    for (TrackId id = 0; id < incidence_.tracks(); ++id)
      lengths_.push_back(std::sqrt(static_cast<double>(incidence_.playlists_of(id).size())));
  }

  void score(std::span<const TrackId> known, std::span<float> scores) const override {
    std::fill(scores.begin(), scores.end(), 0.0f);
    std::vector<std::uint32_t> common(scores.size());
    std::vector<TrackId> neighbours;  // those with a common playlist
    for (const TrackId track : known) {
      for (const std::uint32_t playlist : incidence_.playlists_of(track)) {
        for (const TrackId other : incidence_.tracks_of(playlist)) {
          if (common[other]++ == 0) neighbours.push_back(other);
        }
      }
      for (const TrackId other : neighbours) {
        scores[other] += static_cast<float>(std::exchange(common[other], 0u) /
                                            (lengths_[track] * lengths_[other] + shrinkage_));
      }
      neighbours.clear();
    }
  }

 private:
  Incidence incidence_;
  double shrinkage_;
  std::vector<double> lengths_;  // of the tracks' columns
};

}  // namespace

std::unique_ptr<Recommender> make_item_knn(const Corpus& corpus, const ItemKnnOptions& options) {
  return std::make_unique<ItemKnn>(corpus, options);
}

}  // namespace segue
