#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "segue/model/model.h"

namespace segue {

struct Neighbour {
  TrackId id = 0;
  float similarity = 0;  ///< cosine, in [-1, 1]
};

/// Exact search for the tracks that play the same part: cosine over the input vectors, computed and
/// compared in double precision. Equal similarities go by position. A vector of zeros, which points
/// nowhere, has similarity 0 to all.
///
/// A scan of the vectors in 8 bits leaves out the rows that provably are not among the best; the
/// few others are compared as they are. Holds the vectors and a quarter of their memory more;
/// independent of the model afterwards.
///
/// `threads`, 1 or more, is the most that a call computes with; the result does not depend on it.
/// WebAssembly's build has one. More pay from some ten thousand rows on, or for many queries.
/// Many queries in one call go faster than one by one where the table is larger than the caches.
class Neighbours {
 public:
  /// A direction to search in, and the tracks that are not to be found, in any order. What it views
  /// must live through the call.
  struct Direction {
    std::span<const float> vector;  ///< finite numbers, as many as the table's vectors have
    std::span<const TrackId> excluded = {};
  };

  /// Throws Error(diverged) where a vector holds a number that is not finite.
  explicit Neighbours(Embedding input);
  ~Neighbours();
  Neighbours(Neighbours&&) noexcept;
  Neighbours& operator=(Neighbours&&) noexcept;

  /// The `limit` tracks most similar to `id` (< the number of rows), best first, itself left out;
  /// fewer where there are fewer.
  std::vector<Neighbour> similar(TrackId id, std::size_t limit, unsigned threads = 1) const;

  /// The same for each of `ids`, in their order.
  std::vector<std::vector<Neighbour>> similar(std::span<const TrackId> ids, std::size_t limit,
                                              unsigned threads = 1) const;

  /// The `limit` tracks most similar to the direction, best first; fewer where there are
  /// fewer.
  std::vector<Neighbour> nearest(const Direction& direction, std::size_t limit,
                                 unsigned threads = 1) const;

  /// The same for each of `directions`, in their order.
  std::vector<std::vector<Neighbour>> nearest(std::span<const Direction> directions,
                                              std::size_t limit, unsigned threads = 1) const;

 private:
  class Table;
  std::unique_ptr<Table> table_;
};

}  // namespace segue
