#pragma once

#include <algorithm>
#include <cstddef>
#include <limits>
#include <new>
#include <utility>

#include "kernels/kernels.h"
#include "segue/model/model.h"
#include "segue/util/aligned_floats.h"

namespace segue {

/// A table of vectors as the kernels want them: each row begins at a cache line and is padded with
/// zeros.
class RowTable {
 public:
  /// All zeros. Throws std::bad_alloc where so many do not fit.
  RowTable(std::size_t rows, std::size_t dim)
      : rows_(rows), dim_(dim), stride_(kernels::padded(dim)), values_(size(rows, stride_)) {}

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
  static std::size_t size(std::size_t rows, std::size_t stride) {
    if (rows > std::numeric_limits<std::size_t>::max() / sizeof(float) / stride)
      throw std::bad_alloc();
    return rows * stride;
  }

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
