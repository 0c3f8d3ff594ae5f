#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "segue/corpus/corpus.h"
#include "segue/train/skip_gram_options.h"
#include "train/pair_tables.h"
#include "train/playlist_segments.h"
#include "train/row_table.h"

namespace segue {

/// What all threads of a training work on: they write the rows of both tables without locks.
struct SharedTables {
  const Corpus& corpus;
  const SkipGramOptions& options;
  const PairTables& pairs;
  RowTable& input;
  RowTable& output;
};

/// Segments that one thread trains in one go.
struct Stretch {
  std::span<const Segment> segments;
  std::uint64_t epoch_key = 0;      ///< differs from epoch to epoch, and decides all chance in it
  std::uint64_t tokens_before = 0;  ///< in this epoch
  float first_rate = 0;             ///< the step size at its begin,
  float last_rate = 0;              ///< and at its end
};

/// One thread's part of a training. It trains stretches, and sums up what they came to: on cache
/// lines of its own, because it writes to them all the time.
class alignas(128) Worker {
 public:
  virtual ~Worker() = default;

  /// Depends on the stretch and on the tables only.
  virtual void train(const Stretch& stretch) = 0;

  double loss = 0;   ///< summed over its pairs of this epoch
  double pairs = 0;  ///< of this epoch
  std::uint64_t tokens = 0;
};

/// Trains a target at a time against contexts and negatives of its own, as word2vec does; for a
/// `window` that counts tracks. What the tables refer to must outlive it.
std::unique_ptr<Worker> make_target_worker(const SharedTables& tables);

/// Trains kernels::kBatch targets of whole playlists side by side.
std::unique_ptr<Worker> make_batch_worker(const SharedTables& tables);

}  // namespace segue
