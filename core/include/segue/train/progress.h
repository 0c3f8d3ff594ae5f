#pragma once

#include <cstdint>
#include <vector>

namespace segue {

/// How far a training has come.
struct Progress {
  std::uint32_t epoch = 0;           ///< finished epochs
  std::uint32_t epochs = 0;          ///< in all
  double share = 0;                  ///< of all the work; in [0, 1], never falling
  std::uint64_t tokens_done = 0;     ///< tracks in playlists trained as a target; 0 under `seed`
  std::uint64_t pairs_done = 0;      ///< positive and negative pairs
  std::vector<double> epoch_losses;  ///< mean loss per pair of each finished epoch, in nats
  double running_loss = 0;           ///< the same in the epoch under way; 0 before its first pair
  bool finished = false;
};

}  // namespace segue
