#pragma once

#include <optional>
#include <span>
#include <vector>

#include "query/answer_parts.h"
#include "segue/query/question_kind.h"

namespace segue {

/// A model's answer to one kind of question: of a model with a memory the weighed sum of its parts,
/// of one without what its vectors expect.
class AnswerSum {
 public:
  /// The model must outlive it.
  AnswerSum(const Model& model, QuestionKind kind);

  void score(const PlaylistQuestion& question, std::span<float> scores) const;

 private:
  Expectation expectation_;
  std::optional<AnswerParts> parts_;
  AnswerWeights weights_;
  std::vector<AnswerPart> asked_;  // those that have any
};

}  // namespace segue
