#include "evaluation/likely_kind.h"

#include <algorithm>
#include <cstddef>

#include "segue/query/continuation.h"

namespace segue::cli {

QuestionKind likely_kind(const Model& model, const std::vector<HeldOutQuery>& queries,
                         const EvaluationOptions& options) {
  if (!model.answers) return QuestionKind::next;
  const std::size_t count =
      std::min(queries.size(), std::max<std::size_t>(queries.size() / 10, 100));
  std::vector<HeldOutQuery> some;
  for (std::size_t i = 0; i < count; ++i)
    some.push_back(queries[i * queries.size() / count]);
  EvaluationOptions quick = options;
  quick.on_progress = {};
  quick.intervals = false;
  const auto rank = [&](QuestionKind kind) {
    return evaluate(Continuation(model, kind), "the model", some, model.vocabulary,
                    quick)[Metric::mrr]
        .mean;
  };
  return rank(QuestionKind::gap) > rank(QuestionKind::next) ? QuestionKind::gap
                                                            : QuestionKind::next;
}

}  // namespace segue::cli
