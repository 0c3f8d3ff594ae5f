#include "query/answer_sum.h"

#include <algorithm>
#include <cstddef>

namespace segue {
namespace {

constexpr std::size_t kAtOnce = 1024;

void add(const StandardScores& part, double weight, std::size_t begin, std::size_t end,
         std::span<float> scores) {
  const auto scale = static_cast<float>(weight) * part.scale;
  for (std::size_t id = begin; id < end; ++id)
    scores[id] += scale * (part.raw[id] - part.mean);
}

}  // namespace

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
  PartTable of_parts;
  parts_->score(question, asked_, of_parts);
  std::fill(scores.begin(), scores.end(), 0.0f);
  // A few at a time, so that the sums wait for no memory.
  for (std::size_t begin = 0; begin < scores.size(); begin += kAtOnce) {
    const std::size_t end = std::min(begin + kAtOnce, scores.size());
    for (const AnswerPart part : asked_)
      add(of_parts[part], weights_[part], begin, end, scores);
  }
}

}  // namespace segue
