#include "evaluate/baselines/incidence.h"

#include <numeric>

namespace segue {

Incidence::Incidence(const Corpus& corpus) : track_offsets_{0} {
  constexpr std::uint32_t kNone = 0xFFFFFFFFu;
  std::vector<std::uint32_t> last_playlist(corpus.vocabulary.size(), kNone);
  playlist_offsets_.assign(corpus.vocabulary.size() + 1, 0);
  for (std::uint32_t i = 0; i < corpus.playlists(); ++i) {
    for (const TrackId id : corpus.playlist(i)) {
      if (last_playlist[id] == i) continue;
      last_playlist[id] = i;
      tracks_.push_back(id);
      ++playlist_offsets_[id + 1];
    }
    track_offsets_.push_back(tracks_.size());
  }
  std::partial_sum(playlist_offsets_.begin(), playlist_offsets_.end(), playlist_offsets_.begin());
  playlists_.resize(tracks_.size());
  std::vector<std::size_t> next(playlist_offsets_);
  for (std::uint32_t i = 0; i < playlists(); ++i) {
    for (const TrackId id : tracks_of(i))
      playlists_[next[id]++] = i;
  }
}

}  // namespace segue
