#pragma once

#include <cstddef>
#include <cstdint>

namespace segue {

/// How a map is laid out, with the names and the defaults of UMAP's reference implementation.
struct MapOptions {
  std::uint32_t neighbours = 15;  ///< of each track that the map keeps close; 2 .. 200
  std::uint32_t epochs = 0;       ///< passes over all pairs; 0 .. 100,000, 0: usual_map_epochs()
  double min_dist = 0.1;    ///< how close the most similar tracks may come, where 1 is the scale of
                            ///< the layout before it is shrunk to its square; 0 .. 0.99
  std::uint64_t seed = 42;  ///< of all chance; 0 .. 2^53, which JSON and JavaScript hold exactly
  std::uint32_t threads = 1;  ///< of the search for neighbours; the map does not depend on it

  /// Throws Error(bad_option), naming the option and its range, where one is out of range.
  void validate() const;
};

/// How many epochs suit a map of so many tracks: 500 up to 10,000, else 200, as in UMAP's reference
/// implementation.
std::uint32_t usual_map_epochs(std::size_t tracks);

}  // namespace segue
