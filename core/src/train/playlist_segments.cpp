#include "train/playlist_segments.h"

#include <algorithm>
#include <functional>
#include <span>

namespace segue {

std::vector<Segment> cut_into_segments(const Corpus& corpus) {
  std::vector<Segment> segments;
  for (std::uint32_t index = 0; index < corpus.playlists(); ++index) {
    const std::span<const TrackId> tracks = corpus.playlist(index);
    const bool teaches =
        std::adjacent_find(tracks.begin(), tracks.end(), std::not_equal_to<>()) != tracks.end();
    for (std::uint32_t first = 0; teaches && first < tracks.size(); first += kSegmentTokens)
      segments.push_back({index, first});
  }
  return segments;
}

}  // namespace segue
