#include "train/step_schedule.h"

#include <algorithm>
#include <cmath>

namespace segue {
namespace {

constexpr double kLeastRate = 1e-4;  // of the rate at the start; word2vec's

}  // namespace

StepSchedule::StepSchedule(const SkipGramOptions& options, std::uint64_t tokens)
    : lr_(options.lr),
      epochs_(options.epochs),
      steady_(options.window == kWholePlaylist ? kSteadyShare * options.epochs : 0),
      is_open_(options.epochs == kUntilLearnt) {
  if (is_open_) epochs_ = most_epochs(tokens);
}

std::uint32_t StepSchedule::epochs_if_wound_down(std::uint32_t done) {
  return std::max(done + 1, static_cast<std::uint32_t>(std::lround(done / kSteadyShare)));
}

void StepSchedule::close(std::uint32_t epochs) {
  is_open_ = false;
  epochs_ = epochs;
  steady_ = kSteadyShare * epochs;
}

double StepSchedule::rate(double passes) const {
  if (is_open_ || passes < steady_) return lr_;
  return lr_ * std::max(kLeastRate, (epochs_ - passes) / (epochs_ - steady_));
}

}  // namespace segue
