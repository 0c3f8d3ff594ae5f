#pragma once

#include <cstdint>

#include "segue/train/skip_gram_options.h"

namespace segue {

/// How large the steps of a training are.
class StepSchedule {
 public:
  /// word2vec's line for a `window` that counts tracks where `epochs` is given; else a step size
  /// that stays and then falls, in a training over so many tokens that is open until close().
  StepSchedule(const SkipGramOptions& options, std::uint64_t tokens);

  bool is_open() const { return is_open_; }

  /// In all; the most where it is open.
  std::uint32_t epochs() const { return epochs_; }

  /// How many there are in all if it is wound down after so many.
  static std::uint32_t epochs_if_wound_down(std::uint32_t done);

  /// Of an open one: there are so many in all.
  void close(std::uint32_t epochs);

  /// The step size after so many passes, which need not be whole.
  double rate(double passes) const;

 private:
  double lr_;
  std::uint32_t epochs_;
  double steady_;  // passes
  bool is_open_;
};

}  // namespace segue
