#include "training/training.h"

#include <algorithm>
#include <string>

#include "system/slice.h"

namespace segue::cli {
namespace {

// On a busy machine a slice may take long only because its threads begin late; slices that shrank
// for it would do nothing but begin threads.
constexpr std::uint64_t kShortestSlice = 4096;

std::uint64_t work_done(const Progress& progress) {
  return progress.tokens_done != 0 ? progress.tokens_done : progress.pairs_done;
}

std::string speed_text(const Progress& begin, const Progress& now, double seconds) {
  const auto rate = static_cast<double>(work_done(now) - work_done(begin)) / seconds;
  return grouped(static_cast<std::uint64_t>(rate)) +
         (now.tokens_done != 0 ? " tracks/s" : " pairs/s");
}

}  // namespace

Pace::Pace(const Progress& begin) : line_(begin.share), begin_(begin), done_(work_done(begin)) {}

std::uint64_t Pace::begin_slice() {
  slice_start_ = Clock::now();
  return slice_;
}

void Pace::note(const Progress& progress) {
  const double seconds = seconds_since(slice_start_);
  const std::uint64_t done = work_done(progress);
  slice_ = next_slice(slice_, done - done_, seconds, kShortestSlice);
  done_ = done;
  const double loss = progress.running_loss != 0 || progress.epoch_losses.empty()
                          ? progress.running_loss
                          : progress.epoch_losses.back();
  const std::string epoch = std::to_string(std::min(progress.epoch + 1, progress.epochs));
  line_.show(
      progress.share,
      "epoch " + epoch + (progress.is_open ? "" : " of " + std::to_string(progress.epochs)) +
          (progress.looks.empty() ? "" : "  finds " + found_text(progress.looks.back().hits)) +
          "  loss " + loss_text(loss) + "  " + speed_text(begin_, progress, seconds_since(start_)),
      progress.is_open);
}

RunRecord Pace::record(const Progress& end) const {
  RunRecord record;
  record.begin = begin_;
  record.end = end;
  record.seconds = seconds_since(start_);
  return record;
}

double Pace::seconds_since(Clock::time_point time) {
  return std::chrono::duration<double>(Clock::now() - time).count();
}

RunRecord train_to_end(WatchedTraining& training, const std::function<void(Pace&)>& after_slice) {
  Pace pace(training.progress());
  while (!training.progress().finished) {
    pace.note(training.advance(pace.begin_slice()));
    after_slice(pace);
  }
  return pace.record(training.progress());
}

}  // namespace segue::cli
