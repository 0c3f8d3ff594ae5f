#include <algorithm>
#include <vector>

#include "evaluate/baselines/incidence.h"
#include "segue/evaluate/baselines.h"

namespace segue {
namespace {

class Popularity : public Recommender {
 public:
  explicit Popularity(const Corpus& corpus) {
    const Incidence incidence(corpus);
    for (TrackId id = 0; id < incidence.tracks(); ++id)
      playlists_.push_back(static_cast<float>(incidence.playlists_of(id).size()));
  }

  void score(std::span<const TrackId>, std::span<float> scores) const override {
    std::copy(playlists_.begin(), playlists_.end(), scores.begin());
  }

 private:
  std::vector<float> playlists_;
};

}  // namespace

std::unique_ptr<Recommender> make_popularity(const Corpus& corpus) {
  return std::make_unique<Popularity>(corpus);
}

}  // namespace segue
