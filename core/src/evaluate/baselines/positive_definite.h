#pragma once

#include <Eigen/Core>

#include "segue/evaluate/baselines.h"

namespace segue {

/// The inverse of a symmetric positive definite matrix, of which only the lower triangle is read.
/// Takes the memory of one more such matrix.
Eigen::MatrixXf invert_positive_definite(Eigen::MatrixXf matrix, const BaselineWork& work);

}  // namespace segue
