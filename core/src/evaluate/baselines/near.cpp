#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <vector>

#include "segue/evaluate/baselines.h"

namespace segue {
namespace {

/// Walks from the known tracks' places anew for each query: there are as many as those tracks are
/// frequent, and a few more on either side.
class Near : public Recommender {
 public:
  explicit Near(const Corpus& corpus) : offsets_(corpus.vocabulary.size() + 1) {
    lay_out(corpus);
    for (const TrackId id : row_) {
      if (id != kGap) ++offsets_[id + 1];
    }
    std::partial_sum(offsets_.begin(), offsets_.end(), offsets_.begin());
    places_.resize(offsets_.back());
    std::vector<std::size_t> next = offsets_;
    for (std::size_t at = 0; at < row_.size(); ++at) {
      if (row_[at] != kGap) places_[next[row_[at]]++] = at;
    }
  }

  void score(std::span<const TrackId> known, std::span<float> scores) const override {
    std::vector<double> sums(scores.size());
    for (const TrackId track : known) {
      const double share = 1 / std::sqrt(count(track));
      for (const std::size_t place : places_of(track))
        add_neighbours(place, share, sums);
    }
    for (TrackId id = 0; id < scores.size(); ++id)
      scores[id] = sums[id] == 0 ? 0 : static_cast<float>(sums[id] / std::sqrt(count(id)));
  }

 private:
  static constexpr std::size_t kFarthest = 3;
  static constexpr TrackId kGap = 0xFFFFFFFFu;

  /// One playlist after another, so far apart that nothing of one is near the next.
  void lay_out(const Corpus& corpus) {
    row_.assign(kFarthest, kGap);
    for (std::size_t i = 0; i < corpus.playlists(); ++i) {
      const std::span<const TrackId> tracks = corpus.playlist(i);
      row_.insert(row_.end(), tracks.begin(), tracks.end());
      row_.insert(row_.end(), kFarthest, kGap);
    }
  }

  void add_neighbours(std::size_t place, double share, std::vector<double>& sums) const {
    for (std::size_t distance = 1; distance <= kFarthest; ++distance) {
      for (const TrackId other : {row_[place - distance], row_[place + distance]}) {
        if (other != kGap) sums[other] += share / static_cast<double>(distance);
      }
    }
  }

  std::span<const std::size_t> places_of(TrackId track) const {
    return std::span(places_).subspan(offsets_[track], offsets_[track + 1] - offsets_[track]);
  }

  double count(TrackId track) const { return static_cast<double>(places_of(track).size()); }

  std::vector<TrackId> row_;
  std::vector<std::size_t> offsets_;  // where a track's places begin
  std::vector<std::size_t> places_;   // in the row, rising for each track
};

}  // namespace

std::unique_ptr<Recommender> make_near(const Corpus& corpus) {
  return std::make_unique<Near>(corpus);
}

}  // namespace segue
