#include <algorithm>
#include <numeric>
#include <vector>

#include "segue/evaluate/baselines.h"

namespace segue {
namespace {

class Markov : public Recommender {
 public:
  explicit Markov(const Corpus& corpus) : offsets_(corpus.vocabulary.size() + 1) {
    for_each_step(corpus, [this](TrackId from, TrackId) { ++offsets_[from + 1]; });
    std::partial_sum(offsets_.begin(), offsets_.end(), offsets_.begin());
    successors_.resize(offsets_.back());
    std::vector<std::size_t> next = offsets_;
    for_each_step(corpus, [&](TrackId from, TrackId to) { successors_[next[from]++] = to; });
  }

  void score(std::span<const TrackId> known, std::span<float> scores) const override {
    std::fill(scores.begin(), scores.end(), 0.0f);
    for (const TrackId track : known) {
      const std::size_t begin = offsets_[track];
      const std::size_t end = offsets_[track + 1];
      const float share = 1 / static_cast<float>(end - begin);
      for (std::size_t i = begin; i < end; ++i)
        scores[successors_[i]] += share;
    }
  }

 private:
  /// Calls `take(track, next track)` for each place in each playlist but its last.
  template <typename Take>
  static void for_each_step(const Corpus& corpus, const Take& take) {
    for (std::size_t i = 0; i < corpus.playlists(); ++i) {
      const std::span<const TrackId> tracks = corpus.playlist(i);
      for (std::size_t at = 1; at < tracks.size(); ++at)
        take(tracks[at - 1], tracks[at]);
    }
  }

  std::vector<std::size_t> offsets_;  // where a track's successors begin
  std::vector<TrackId> successors_;   // one for each time that it was followed
};

}  // namespace

std::unique_ptr<Recommender> make_markov(const Corpus& corpus) {
  return std::make_unique<Markov>(corpus);
}

}  // namespace segue
