#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "segue/model/model.h"
#include "segue/util/random.h"

namespace segue {

/// The plane in which vectors, scaled to length 1, differ most: of the first two principal
/// components, or close to it. Found by power iteration on the vectors themselves, in double
/// precision and one fixed order. Cut into the visits of single rows.
class PrincipalPlane {
 public:
  /// `vectors` must outlive it, and `random` says where the search begins.
  PrincipalPlane(const Embedding& vectors, Random& random);

  /// How many visits of rows are left.
  std::size_t visits_left() const;

  /// Visits one row.
  void advance();

  /// At the end: the vectors' places in the plane, x and y of each, their mean at 0.
  std::vector<double> places() const;

 private:
  using Direction = std::vector<double>;

  void find_mean(std::size_t row);
  void turn_towards(std::size_t row);
  void finish_pass();
  double place(std::size_t row, std::size_t axis) const;

  const Embedding& vectors_;
  std::vector<double> scales_;  // of each vector to length 1; 0 for one of zeros
  Direction mean_;
  std::array<Direction, 2> directions_;
  std::array<Direction, 2> sums_;       // of the pass under way
  std::array<double, 2> centres_ = {};  // the mean's places
  std::size_t pass_ = 0;
  std::size_t row_ = 0;
};

}  // namespace segue
