#pragma once

#include <cstddef>
#include <span>

#include "query/memory_walk.h"
#include "query/weighed_track.h"
#include "segue/model/answer_weights.h"

namespace segue {

/// How closely playlists tie tracks to those asked about, from 0 to 1: the root of the walk's
/// scores by `part`, which is far or near, above 1 being 1. Twice as often says less than twice as
/// much: with the scores as they are, `similar` found 30.9 instead of 33.0% of the same playlist on
/// 430 real ones, and 5.5 instead of 6.1% on radio hours (experiments/README.md).
void score_ties(const MemoryWalk& walk, AnswerPart part, std::span<const WeighedTrack> asked,
                std::size_t passed_by, std::span<float> scores);

}  // namespace segue
