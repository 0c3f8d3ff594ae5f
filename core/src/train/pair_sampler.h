#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "segue/util/random.h"
#include "train/pair_tables.h"
#include "train/playlist_segments.h"

namespace segue {

/// A target with the tracks that it is trained against: first its contexts, then its negatives.
struct Example {
  TrackId target = 0;
  std::vector<TrackId> outputs;
  std::vector<float> weights;  ///< how many pairs each output stands for; 0 or more
  std::size_t contexts = 0;    ///< the first so many outputs
  double pairs = 0;            ///< the sum of the weights
};

/// Draws the examples of one segment in one epoch: contexts as a `window` of tracks on either side
/// says, negatives, and which tracks are passed over by `sample`. All depends on the epoch's key
/// and the segment only, so it is the same whichever thread does it and whenever.
class PairSampler {
 public:
  /// `tables` must outlive it. `epoch_key` is any number that differs from epoch to epoch.
  PairSampler(const PairTables& tables, const Segment& segment, std::uint64_t epoch_key);

  /// Fills `example` for the track at `position` of the corpus, in the segment; without contexts
  /// where chance left none. Positions must be asked for in order.
  void draw(std::size_t position, Example& example);

 private:
  bool is_kept(std::size_t position) const;
  void draw_window(std::size_t position, Example& example);
  void add_context(std::size_t position, Example& example) const;
  void draw_negatives(Example& example);

  const PairTables& tables_;
  std::uint64_t epoch_key_;
  std::size_t begin_;  // of the playlist in the corpus
  std::size_t end_;
  Random random_;
  NegativePoints points_;
};

}  // namespace segue
