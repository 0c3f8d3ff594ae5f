#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "segue/model.h"

namespace segue {

struct Neighbour {
  TrackId id = 0;
  float similarity = 0;  ///< cosine, in [-1, 1] up to rounding
};

/// Exact search for the tracks that play the same part: cosine over the input vectors.
/// Holds its own copy of the vectors at length 1; independent of the model afterwards.
class Neighbours {
 public:
  /// Throws Error(diverged) where a vector holds a number that is not finite.
  explicit Neighbours(const Embedding& input);
  ~Neighbours();
  Neighbours(Neighbours&&) noexcept;
  Neighbours& operator=(Neighbours&&) noexcept;

  /// The `limit` tracks most similar to `id` (< the number of rows), best first, itself left out;
  /// fewer where there are fewer. Equal similarities go by position. A vector of zeros, which
  /// points nowhere, has similarity 0 to all.
  std::vector<Neighbour> similar(TrackId id, std::size_t limit) const;

 private:
  class Table;
  std::unique_ptr<Table> table_;
};

}  // namespace segue
