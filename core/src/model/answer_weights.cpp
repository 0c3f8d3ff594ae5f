#include "segue/model/answer_weights.h"

namespace segue {

const char* to_string(AnswerPart part) noexcept {
  switch (part) {
    case AnswerPart::embedding:
      return "embedding";
    case AnswerPart::recent:
      return "recent";
    case AnswerPart::far:
      return "far";
    case AnswerPart::near:
      return "near";
    case AnswerPart::forward:
      return "forward";
    case AnswerPart::popularity:
      return "popularity";
    case AnswerPart::artist:
      return "artist";
  }
  return "unknown";
}

AnswerWeights by_vectors_alone() {
  AnswerWeights weights;
  weights[AnswerPart::embedding] = 1;
  return weights;
}

}  // namespace segue
