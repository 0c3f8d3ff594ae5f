#include "query/answer_sum.h"

#include <algorithm>
#include <cstddef>

namespace segue {

AnswerSum::AnswerSum(const Model& model, QuestionKind kind)
    : expectation_(view(model.input), view(model.output), model.logit_weight) {
  if (!model.memory || !model.answers) return;
  parts_.emplace(expectation_, model.vocabulary, *model.memory);
  weights_ = kind == QuestionKind::next ? model.answers->next : model.answers->gap;
  for (const AnswerPart part : kAllAnswerParts) {
    if (weights_[part] != 0) asked_.push_back(part);
  }
}

void AnswerSum::score(const PlaylistQuestion& question, std::span<float> scores) const {
  if (!parts_) return expectation_.score(weigh_alike(question.known, question.unlike), scores);
  std::fill(scores.begin(), scores.end(), 0.0f);
  PartTable of_parts;
  parts_->score(question, asked_, of_parts);
  for (const AnswerPart part : asked_) {
    const auto weight = static_cast<float>(weights_[part]);
    const std::span<const float> of_part = of_parts[part];
    for (std::size_t id = 0; id < scores.size(); ++id)
      scores[id] += weight * of_part[id];
  }
}

}  // namespace segue
