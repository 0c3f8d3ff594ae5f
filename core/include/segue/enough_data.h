#pragma once

#include <cstddef>

#include "segue/corpus.h"

namespace segue {

/// What there is to learn from. Songs belong together because several playlists say so: a track
/// that stands in one playlist only tells nothing of it beyond that playlist.
struct DataSupply {
  std::size_t playlists = 0;      ///< that hold two different tracks or more
  std::size_t tracks = 0;         ///< of the vocabulary
  std::size_t shared_tracks = 0;  ///< that stand in two playlists or more
  double shared_share = 0;        ///< of the playlists' different tracks, those that are shared

  /// Whether what is learnt from so much can be expected to be more than chance.
  bool is_enough() const;
};

/// Takes stock of a corpus.
DataSupply take_stock(const Corpus& corpus);

}  // namespace segue
