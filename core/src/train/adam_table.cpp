#include "train/adam_table.h"

#include <algorithm>

namespace segue {

AdamTable::AdamTable(std::size_t rows, std::size_t dim, Random& random)
    : dim_(dim),
      stride_(kernels::padded(dim)),
      rows_(rows * 3 * stride_),
      last_step_(rows),
      slot_of_row_(rows, kNoSlot) {
  for (std::size_t index = 0; index < rows; ++index) {
    float* values = row(index).value;
    for (std::size_t i = 0; i < dim; ++i) {
      values[i] = static_cast<float>(0.1 * random.uniform() - 0.05);
    }
  }
}

std::size_t AdamTable::touch(std::size_t index, std::uint64_t step, const DenseAdam& adam) {
  if (slot_of_row_[index] != kNoSlot) return slot_of_row_[index];
  const std::uint64_t last = last_step_[index];
  if (last != 0 && last + 1 < step) {
    kernels::adam_drift(row(index), adam.drift(last, step - 1 - last), stride_);
  }
  const std::size_t slot = touched_.size();
  slot_of_row_[index] = static_cast<std::uint32_t>(slot);
  touched_.push_back(index);
  if (gradients_.size() < touched_.size() * stride_) gradients_.resize(touched_.size() * stride_);
  std::fill_n(gradient(slot), stride_, 0.0f);
  return slot;
}

void AdamTable::finish_step(std::uint64_t step, const DenseAdam& adam) {
  const auto rate = static_cast<float>(adam.rate(step));
  for (std::size_t slot = 0; slot < touched_.size(); ++slot) {
    const std::size_t index = touched_[slot];
    kernels::adam_step(row(index), gradient(slot), rate, stride_);
    last_step_[index] = step;
    slot_of_row_[index] = kNoSlot;
  }
  touched_.clear();
}

Embedding AdamTable::at_step(std::uint64_t step, const DenseAdam& adam) const {
  const std::size_t rows = last_step_.size();
  Embedding result{rows, dim_, AlignedFloats(rows * dim_)};
  AlignedFloats copy(3 * stride_);
  for (std::size_t index = 0; index < rows; ++index) {
    std::copy_n(start_of(index), copy.size(), copy.begin());
    const std::uint64_t last = last_step_[index];
    if (last != 0 && last < step) {
      kernels::adam_drift(kernels::split_row(copy.data(), stride_), adam.drift(last, step - last),
                          stride_);
    }
    std::copy_n(copy.begin(), dim_,
                result.values.begin() + static_cast<std::ptrdiff_t>(index * dim_));
  }
  return result;
}

}  // namespace segue
