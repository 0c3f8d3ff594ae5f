#include "train/playlist_segments.h"

#include <algorithm>
#include <span>

#include "corpus/distinct_tracks.h"

namespace segue {

std::size_t segment_size(const Corpus& corpus, const Segment& segment) {
  return std::min<std::size_t>(corpus.playlist(segment.playlist).size() - segment.first,
                               kSegmentTokens);
}

std::vector<Segment> cut_into_segments(const Corpus& corpus) {
  std::vector<Segment> segments;
  for (std::uint32_t index = 0; index < corpus.playlists(); ++index) {
    const std::span<const TrackId> tracks = corpus.playlist(index);
    const bool teaches = has_two_tracks(tracks);
    for (std::uint32_t first = 0; teaches && first < tracks.size(); first += kSegmentTokens)
      segments.push_back({index, first});
  }
  return segments;
}

}  // namespace segue
