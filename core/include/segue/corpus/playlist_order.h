#pragma once

#include <cstddef>

#include "segue/corpus/corpus.h"

namespace segue {

/// How many playlists stand in an order that says nothing of which songs go together. Exactly: no
/// track stands before one of a smaller name; nearly: at most one in twenty of those that differ
/// from the next one does. Names are compared in lower case, by code point.
struct PlaylistOrders {
  std::size_t playlists = 0;  ///< in all
  std::size_t by_title = 0;
  std::size_t nearly_by_title = 0;  ///< and not exactly
  std::size_t by_artist = 0;
  std::size_t nearly_by_artist = 0;
};

/// Looks at each playlist. One counts only where the name rises at least four times from a track to
/// the next, which of five tracks in random order is the case once in 120 times.
PlaylistOrders find_orders(const Corpus& corpus);

}  // namespace segue
