#pragma once

#include <cstdint>
#include <vector>

#include "segue/model/model.h"

namespace segue {

/// What a training found of the tracks that were hidden from it.
struct Look {
  HeldOutHits hits;
  /// Mean of 1 / log2(1 + rank) over the hidden tracks, ranked among all: 1 where each comes first.
  /// It tells two models apart by fewer tracks than hits do.
  double gain = 0;
};

/// How far a training has come.
struct Progress {
  std::uint32_t epoch = 0;           ///< finished epochs
  std::uint32_t epochs = 0;          ///< in all, or at most where it `is_open`
  bool is_open = false;              ///< it goes on until whoever watches it winds it down
  double share = 0;                  ///< of all the work; in [0, 1], never falling
  std::uint64_t tokens_done = 0;     ///< tracks in playlists trained as a target; 0 under `seed`
  std::uint64_t pairs_done = 0;      ///< positive and negative pairs
  std::vector<double> epoch_losses;  ///< mean loss per pair of each finished epoch, in nats
  double running_loss = 0;           ///< the same in the epoch under way; 0 before its first pair
  std::vector<Look> looks;           ///< of whoever watches it, in order
  bool finished = false;
};

}  // namespace segue
