#pragma once

#include <algorithm>
#include <cstddef>

#include "kernels.h"
#include "segue/aligned_floats.h"
#include "segue/model.h"

namespace segue {

/// A table of vectors as the kernels want them: each row begins at a cache line and is padded with
/// zeros.
class RowTable {
 public:
  /// All zeros.
  RowTable(std::size_t rows, std::size_t dim)
      : rows_(rows), dim_(dim), stride_(kernels::padded(dim)), values_(rows * stride_) {}

  std::size_t rows() const noexcept { return rows_; }
  std::size_t dim() const noexcept { return dim_; }
  std::size_t stride() const noexcept { return stride_; }

  float* row(std::size_t index) noexcept { return values_.data() + index * stride_; }
  const float* row(std::size_t index) const noexcept { return values_.data() + index * stride_; }

  /// All rows with their padding.
  AlignedFloats& values() noexcept { return values_; }
  const AlignedFloats& values() const noexcept { return values_; }

  /// The rows without their padding. Of a table that is given up, in its own memory.
  Embedding embedding() const& { return RowTable(*this).take(); }
  Embedding embedding() && { return take(); }

 private:
  Embedding take() {
    for (std::size_t index = 1; index < rows_; ++index)
      std::copy_n(row(index), dim_, values_.data() + index * dim_);
    values_.resize(rows_ * dim_);
    return {rows_, dim_, std::move(values_)};
  }

  std::size_t rows_;
  std::size_t dim_;
  std::size_t stride_;
  AlignedFloats values_;
};

}  // namespace segue
