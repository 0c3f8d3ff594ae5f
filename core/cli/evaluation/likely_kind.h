#pragma once

#include <vector>

#include "segue/evaluate/evaluation.h"
#include "segue/evaluate/held_out_query.h"
#include "segue/model/model.h"
#include "segue/query/question_kind.h"

namespace segue::cli {

/// What queries seem to ask a model with answers: of a tenth of them, but a hundred at least,
/// spread over all, the kind that finds more by mean reciprocal rank. Of a model without, `next`.
QuestionKind likely_kind(const Model& model, const std::vector<HeldOutQuery>& queries,
                         const EvaluationOptions& options);

}  // namespace segue::cli
