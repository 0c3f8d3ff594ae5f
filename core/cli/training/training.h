#pragma once

#include <chrono>
#include <cstdint>
#include <functional>

#include "output/terminal.h"
#include "runs/run_folder.h"
#include "segue/learn/watched_training.h"
#include "segue/train/progress.h"

namespace segue::cli {

/// Cuts a training into slices of about a tenth of a second, and shows how it comes on.
class Pace {
 public:
  explicit Pace(const Progress& begin);

  /// Begins a slice. Gives how much it should train, in what the trainer's advance() counts:
  /// tokens, or pairs under `seed`.
  std::uint64_t begin_slice();

  /// Ends it, where it has come to `progress`.
  void note(const Progress& progress);

  /// Clears the line, so that something else can be printed.
  void clear_line() { line_.clear(); }

  /// What this process has trained: from where on, and for how many seconds.
  const Progress& begin() const { return begin_; }
  double seconds() const { return seconds_since(start_); }

  /// What was done so far, but for what was read.
  RunRecord record(const Progress& end) const;

 private:
  using Clock = std::chrono::steady_clock;

  static double seconds_since(Clock::time_point time);

  ProgressLine line_;
  Progress begin_;
  std::uint64_t done_;  // at the end of the last slice
  std::uint64_t slice_ = 1000;
  Clock::time_point start_ = Clock::now();
  Clock::time_point slice_start_ = start_;
};

/// Trains to the end. `after_slice` may throw to break off.
RunRecord train_to_end(WatchedTraining& training, const std::function<void(Pace&)>& after_slice);

}  // namespace segue::cli
