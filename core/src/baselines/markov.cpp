#include <algorithm>
#include <numeric>
#include <vector>

#include "require_option.h"
#include "segue/baselines.h"

namespace segue {
namespace {

class Markov : public Recommender {
 public:
  Markov(const Corpus& corpus, const MarkovOptions& options)
      : decay_(options.decay), offsets_(corpus.vocabulary.size() + 1) {
    require_option(decay_ > 0 && decay_ <= 1, "decay", "above 0 and at most 1");
    for_each_step(corpus, [this](TrackId from, TrackId) { ++offsets_[from + 1]; });
    std::partial_sum(offsets_.begin(), offsets_.end(), offsets_.begin());
    successors_.resize(offsets_.back());
    std::vector<std::size_t> next = offsets_;
    for_each_step(corpus, [&](TrackId from, TrackId to) { successors_[next[from]++] = to; });
  }

  void score(std::span<const TrackId> known, std::span<float> scores) const override {
    std::fill(scores.begin(), scores.end(), 0.0f);
    double weight = 1;
    for (auto track = known.rbegin(); track != known.rend(); ++track, weight *= decay_) {
      const std::size_t begin = offsets_[*track];
      const std::size_t end = offsets_[*track + 1];
      const auto step = static_cast<float>(weight / static_cast<double>(end - begin));
      for (std::size_t i = begin; i < end; ++i)
        scores[successors_[i]] += step;
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

  double decay_;
  std::vector<std::size_t> offsets_;  // where a track's successors begin
  std::vector<TrackId> successors_;   // one for each time that it was followed
};

}  // namespace

std::unique_ptr<Recommender> make_markov(const Corpus& corpus, const MarkovOptions& options) {
  return std::make_unique<Markov>(corpus, options);
}

}  // namespace segue
