#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "segue/track/vocabulary.h"

namespace segue {

/// Rows of one playlist that follow one another: they end where the next run begins.
struct Run {
  std::uint32_t playlist;
  std::size_t begin;
};

/// Tracks of playlists in file order.
struct Rows {
  std::vector<TrackId> tracks;
  std::vector<Run> runs;

  std::span<const TrackId> run(std::size_t index) const {
    const std::size_t end = index + 1 < runs.size() ? runs[index + 1].begin : tracks.size();
    return std::span(tracks).subspan(runs[index].begin, end - runs[index].begin);
  }
};

}  // namespace segue
