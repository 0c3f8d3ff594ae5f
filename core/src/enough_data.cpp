#include "segue/enough_data.h"

#include <limits>
#include <vector>

namespace segue {

bool DataSupply::is_enough() const {
  constexpr std::size_t kFewestPlaylists = 20;
  constexpr std::size_t kFewestSharedTracks = 100;
  return playlists >= kFewestPlaylists && shared_tracks >= kFewestSharedTracks;
}

DataSupply take_stock(const Corpus& corpus) {
  constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();
  DataSupply supply;
  supply.tracks = corpus.vocabulary.size();
  std::vector<std::size_t> last_playlist(supply.tracks, kNone);
  std::vector<std::size_t> playlists_with(supply.tracks);
  std::size_t entries = 0;
  for (std::size_t i = 0; i < corpus.playlists(); ++i) {
    std::size_t different = 0;
    for (const TrackId id : corpus.playlist(i)) {
      if (last_playlist[id] == i) continue;
      last_playlist[id] = i;
      ++playlists_with[id];
      ++different;
    }
    supply.playlists += different >= 2;
    entries += different;
  }
  std::size_t shared_entries = 0;
  for (const std::size_t playlists : playlists_with) {
    if (playlists < 2) continue;
    ++supply.shared_tracks;
    shared_entries += playlists;
  }
  if (entries > 0)
    supply.shared_share = static_cast<double>(shared_entries) / static_cast<double>(entries);
  return supply;
}

}  // namespace segue
