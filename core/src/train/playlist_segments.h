#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "segue/corpus/corpus.h"

namespace segue {

/// A stretch of one playlist, the unit of work: short, so that even a playlist of a hundred
/// thousand tracks can be left in the middle and shared among threads.
struct Segment {
  std::uint32_t playlist = 0;
  std::uint32_t first = 0;  ///< its first track, counted in the playlist
};

constexpr std::uint32_t kSegmentTokens = 256;

/// How many tracks a segment has.
std::size_t segment_size(const Corpus& corpus, const Segment& segment);

/// All playlists that hold two different tracks, cut into segments, in order.
std::vector<Segment> cut_into_segments(const Corpus& corpus);

}  // namespace segue
