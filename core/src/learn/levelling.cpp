#include "segue/learn/levelling.h"

#include <cstddef>

namespace segue {
namespace {

/// The mean gain of the looks after `begin` epochs, up to and with `end`; below 0 where there are
/// fewer than two.
double mean_gain(std::span<const Look> looks, double begin, double end) {
  double sum = 0;
  std::size_t count = 0;
  for (const Look& look : looks) {
    if (look.hits.epoch <= begin || look.hits.epoch > end) continue;
    sum += look.gain;
    ++count;
  }
  return count < 2 ? -1 : sum / static_cast<double>(count);
}

}  // namespace

bool has_levelled_off(std::span<const Look> looks, double tokens, double tracks) {
  if (looks.empty() || tokens < kLeastTokensATrack * tracks) return false;
  const double now = looks.back().hits.epoch;
  if (now < kLeastEpochs && tokens < kManyTokens) return false;
  const double before = mean_gain(looks, now * 4 / 9, now * 2 / 3);
  const double lately = mean_gain(looks, now * 2 / 3, now);
  return before >= 0 && lately >= 0 && lately <= kLeastRise * before;
}

}  // namespace segue
