#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "kernels/batch_kernels.h"
#include "segue/util/aligned_floats.h"
#include "segue/util/random.h"
#include "train/pair_tables.h"
#include "train/worker.h"

namespace segue {

/// Targets that are trained side by side, each with others of its playlist, and the negatives that
/// they share.
struct Batch {
  std::vector<TrackId> inputs;  ///< target after target: itself, then its companions
  std::array<std::size_t, kernels::kBatch> input_counts = {};  ///< 0 where there is no target
  std::vector<TrackId> contexts;  ///< target after target; none of them is an input of it
  std::array<std::size_t, kernels::kBatch> context_counts = {};  ///< 0 .. kPlaylistContexts
  std::vector<TrackId> negatives;
  /// How many pairs each negative stands for with each target, side by side the targets.
  AlignedFloats negative_weights;
  double pairs = 0;  ///< in all
};

/// Draws the batches of a stretch whose window is the whole playlist. The targets of one come from
/// places of the stretch that lie as far apart as can be, so that they are of unlike
/// playlists. All depends on the stretch only.
class BatchSampler {
 public:
  /// `tables` must outlive it.
  BatchSampler(const PairTables& tables, const Stretch& stretch);

  std::size_t steps() const { return steps_; }

  /// Fills `batch` for the next step, one of steps().
  void draw(Batch& batch);

 private:
  /// A track in its playlist.
  struct Place {
    std::size_t position;  // in the corpus
    std::uint32_t playlist;
  };

  void draw_target(const Place& place, std::size_t target, Batch& batch);
  void draw_companions(const Place& place, std::size_t first, Batch& batch);
  void draw_contexts(const Place& place, std::size_t first, Batch& batch);
  void draw_negatives(Batch& batch);
  void leave_out_contexts(Batch& batch) const;
  std::size_t other_place(const Place& place, std::size_t index) const;
  bool is_kept(std::size_t position) const { return tables_.is_kept(position, epoch_key_); }

  const PairTables& tables_;
  std::uint64_t epoch_key_;
  std::vector<Place> places_;
  std::size_t steps_;
  std::size_t next_ = 0;
  std::size_t targets_;    // that are trained side by side
  std::size_t negatives_;  // that are drawn for a batch
  Random random_;
  NegativePoints points_;
};

}  // namespace segue
