#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "scan_kernels.h"
#include "segue/model.h"

namespace segue {

/// A query rounded to 16 bits, for all rows of a QuantisedTable.
class QuantisedQuery {
 public:
  /// `vector` of finite numbers.
  explicit QuantisedQuery(std::span<const float> vector);

  const std::int16_t* values() const { return values_.data(); }
  float scale() const { return scale_; }

  /// Each row's cosine with the query is at most the row's bound, as the kernel computes it, plus
  /// this, and at least the bound minus twice the row's error minus this.
  double slack() const { return slack_; }

 private:
  std::vector<std::int16_t> values_;
  float scale_ = 0;
  double slack_ = 0;
};

/// The directions of a table's rows in 8 bits a number, a quarter of the floats' memory, and for
/// each row how far the rounding moved it: proven bounds of each cosine at the price of a scan in
/// whole numbers.
///
/// Let n be a row's direction (length 1; a row of zeros has n = 0), rounded to s q with whole q in
/// [-127, 127], and u the query's, rounded to t p. With the residuals e = n - s q and f = u - t p
///   cosine = n.u = s t (q.p) + s q.f + e.u,
/// and by Cauchy and Schwarz the last two are at most |s q| |f| + |e| |u|. Rounding to nearest
/// moves no number further than zero is, so |e| <= 1 and |s q| <= 2, but for roundings far below
/// the last allowance here. Hence
///   | cosine - s t (q.p) | <= |e| + 2 |f|.
/// The kernel computes s t (q.p) + |e| with four roundings to float of numbers of at most
/// |s q| |t p| + |e| <= 5, off by less than 4 * 5 * 2^-24 < 1.2e-6; rounding a threshold to float
/// adds less than 2^-24. The query's slack is 2 |f| and 2e-6 for these.
class QuantisedTable {
 public:
  /// Throws Error(diverged) where a vector holds a number that is not finite.
  explicit QuantisedTable(const Embedding& input);

  kernels::Panels view() const { return {values_.data(), scales_.data(), errors_.data(), pairs_}; }

  float error(std::size_t row) const { return errors_[row]; }

  /// How many panels; the last one is filled up with rows of zeros.
  std::size_t panels() const { return scales_.size() / kernels::kPanelRows; }

 private:
  void add_row(std::size_t index, std::span<const float> row);

  std::size_t pairs_;
  std::vector<std::int8_t> values_;
  std::vector<float> scales_;  // s
  std::vector<float> errors_;  // |e|, rounded up
};

}  // namespace segue
