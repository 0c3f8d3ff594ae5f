#include "query/playlist_ties.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace segue {

void score_ties(const MemoryWalk& walk, AnswerPart part, std::span<const WeighedTrack> asked,
                std::size_t passed_by, std::span<float> scores) {
  assert(part == AnswerPart::far || part == AnswerPart::near);
  if (part == AnswerPart::far) {
    walk.far(asked, passed_by, scores);
  } else {
    walk.near(asked, passed_by, scores);
  }
  for (float& score : scores)
    score = std::sqrt(std::clamp(score, 0.0f, 1.0f));
}

}  // namespace segue
