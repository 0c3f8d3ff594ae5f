#pragma once

#include <memory>

#include "segue/model.h"
#include "segue/recommender.h"

namespace segue {

/// How a model answers what goes with the known tracks: the mean of their input vectors times the
/// output vector of each track. The model must outlive the recommender.
std::unique_ptr<Recommender> model_recommender(const Model& model);

}  // namespace segue
