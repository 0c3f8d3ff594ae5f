#pragma once

#include <cstddef>

#include "segue/corpus/corpus.h"

namespace segue {

/// Whether playlists are enough to learn from.
enum class Readiness {
  nothing,  ///< no playlist holds two different tracks: nothing can be trained
  little,   ///< it can be trained, but what it finds will be mostly chance
  enough,
};

/// From so many on they are enough. What goes together is what comes together again and again, so
/// there must be a choice of playlists, and tracks that several of them share.
constexpr std::size_t kEnoughPlaylists = 20;
constexpr std::size_t kEnoughSharedTracks = 50;

struct Judgement {
  Readiness readiness = Readiness::nothing;
  std::size_t playlists = 0;      ///< that hold two different tracks
  std::size_t shared_tracks = 0;  ///< tracks that stand in more than one of those
};

Judgement judge(const Corpus& corpus);

/// The name as it appears in JSON and in the page: "nothing", "little", "enough".
const char* to_string(Readiness readiness) noexcept;

}  // namespace segue
