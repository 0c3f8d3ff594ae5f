#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "kernels/kernels.h"
#include "segue/model/model.h"
#include "segue/util/aligned_floats.h"
#include "segue/util/random.h"
#include "train/dense_adam.h"

namespace segue {

/// An embedding table under Keras's dense Adam, at the cost of the rows that a step touches: each
/// row remembers its last step and is brought up to date when it is next needed.
class AdamTable {
 public:
  /// Uniform in [-0.05, 0.05), as Keras starts its embeddings.
  AdamTable(std::size_t rows, std::size_t dim, Random& random);

  /// The length of a row with its padding, in floats.
  std::size_t stride() const noexcept { return stride_; }

  /// Begins step `step` (1, 2, ...): brings `row` up to the step before and gives its slot, the
  /// same for the same row until finish_step(). Slots run from 0 in order of first touch.
  std::size_t touch(std::size_t row, std::uint64_t step, const DenseAdam& adam);

  /// The values of a touched row, and the gradient that it gathers in this step.
  const float* values(std::size_t slot) const { return start_of(touched_[slot]); }
  float* gradient(std::size_t slot) { return gradients_.data() + slot * stride_; }

  /// Applies the gathered gradients.
  void finish_step(std::uint64_t step, const DenseAdam& adam);

  /// The table with every row brought up to `step`; the table itself is left as it is.
  Embedding at_step(std::uint64_t step, const DenseAdam& adam) const;

 private:
  static constexpr std::uint32_t kNoSlot = 0xFFFFFFFF;

  const float* start_of(std::size_t index) const { return rows_.data() + index * 3 * stride_; }
  kernels::AdamRow row(std::size_t index) {
    return kernels::split_row(rows_.data() + index * 3 * stride_, stride_);
  }

  std::size_t dim_;
  std::size_t stride_;
  AlignedFloats rows_;  // values, first moment, second moment of each row side by side
  std::vector<std::uint64_t> last_step_;  // 0: never touched, so its moments are zero
  std::vector<std::uint32_t> slot_of_row_;
  std::vector<std::size_t> touched_;
  AlignedFloats gradients_;
};

}  // namespace segue
