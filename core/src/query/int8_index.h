#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "kernels/scan_kernels.h"
#include "segue/model/model.h"

namespace segue {

/// A query made ready for all rows of an Int8Index: rounded to 16 bits, and what turns the
/// kernel's bounds into bounds of cosines.
struct QuantisedQuery {
  std::vector<std::int16_t> values;
  float scale = 0;
  float error_weight = 0;
  double offset = 0;  ///< what all cosines with the query have in common
  /// Each row's cosine is at most offset + bound + slack, the bound as the kernel computes it, and
  /// at least offset + bound - 2 * error_weight * (the row's error) - slack.
  double slack = 0;
};

/// The directions of a table's rows in 8 bits a number, a quarter of the floats' memory, and for
/// each row how far the rounding moved it: proven bounds of each cosine at the price of a scan in
/// whole numbers.
///
/// Let n be a row's direction (length 1; a row of zeros has n = 0), u the query's, and c the mean
/// of all rows' directions. Both are rounded as seen from c: n - c to s q with whole q in [-127,
/// 127], u - c to t p. The vectors of a model that has learnt little all point much the same way,
/// and what tells them apart would drown in the rounding of what they have in common (a query of
/// such a table took a hundred times as long). With v = u - c and the residuals e = n - c - s q and
/// f = v - t p,
///   cosine = n.u = c.u + (n - c).c + s t (q.p) + s q.f + e.v,
/// and by Cauchy and Schwarz the last two are at most |s q| |f| + |e| |v|. The kernel's bound is
/// (n - c).c + s t (q.p) + |e| |v|; it is off by the rest, at most R |f| with R the largest |s q|,
/// and by seven roundings to float of numbers of at most M = B + (R + E) |v|, B the largest
/// |(n - c).c| and E the largest |e|: less than 7 * 2^-24 M. A threshold is of M's size too and
/// rounded once. A query's slack is R |f|, and 1e-6 M for these, and 1e-14 for what is computed in
/// double precision.
class Int8Index {
 public:
  /// Throws Error(diverged) where a vector holds a number that is not finite.
  explicit Int8Index(const Embedding& input);

  kernels::Panels view() const {
    return {values_.data(), scales_.data(), offsets_.data(), errors_.data(), pairs_};
  }

  /// `vector` of finite numbers, as many as a row has.
  QuantisedQuery quantise(std::span<const float> vector) const;

  float error(std::size_t row) const { return errors_[row]; }

  /// How many panels; the last one is filled up with rows of zeros.
  std::size_t panels() const { return scales_.size() / kernels::kPanelRows; }

 private:
  void find_centre(const Embedding& input);
  void add_row(std::size_t index, std::span<const float> row, std::span<double> direction);

  std::size_t pairs_;
  std::vector<double> centre_;  // c
  double reach_ = 0;            // R
  double largest_offset_ = 0;   // B
  double largest_error_ = 0;    // E
  std::vector<std::int8_t> values_;
  std::vector<float> scales_;   // s
  std::vector<float> offsets_;  // (n - c).c
  std::vector<float> errors_;   // |e|, rounded up
};

}  // namespace segue
