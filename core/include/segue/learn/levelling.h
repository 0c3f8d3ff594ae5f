#pragma once

#include <span>

#include "segue/train/progress.h"

namespace segue {

/// Whether a training at steady step size has learnt what it can of its playlists: whether its
/// gain no longer rises. `looks` are in order; `tokens`, how many tracks it has trained as a target
/// by the last of them; `tracks`, of how many different ones.
///
/// Never before kLeastTokensATrack, because what lies together shows late, and all at once; nor
/// before kLeastEpochs or, of a large collection, kManyTokens, because small ones find more for a
/// longer fall of the step size when their gain at its full size has long been even. Then once the
/// mean gain of the last third of the passes, taken from two looks or more, is no longer kLeastRise
/// times that of the third before it. Figures are in experiments/README.md.
bool has_levelled_off(std::span<const Look> looks, double tokens, double tracks);

constexpr double kLeastTokensATrack = 60;
constexpr double kLeastEpochs = 25;
constexpr double kManyTokens = 100e6;
constexpr double kLeastRise = 1.02;

}  // namespace segue
