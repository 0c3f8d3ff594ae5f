#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "segue/query/neighbours.h"

namespace segue {

/// What connects two tracks, as seen from one of them.
struct MapLink {
  TrackId to = 0;
  float weight = 0;  ///< the membership of the connection in the fuzzy graph; above 0, at most 1
};

/// The weighted graph of UMAP (McInnes, Healy and Melville 2018, sections 2.1, 3.1 and algorithms 2
/// and 3): from each track to its nearest neighbours with weights that fall with the distance
/// 1 - similarity, the nearest at 1, scaled so that they sum up to the logarithm to base 2 of the
/// number of neighbours; then made symmetric, a + b - a * b.
class FuzzyGraph {
 public:
  FuzzyGraph(std::size_t tracks, std::size_t neighbours);

  /// The neighbours of the next track, nearest first: as many as were named.
  void add(std::span<const Neighbour> neighbours);

  /// Once all tracks are there, makes the graph symmetric.
  void unite();

  std::size_t links() const { return links_.size(); }

  /// After unite(): a track's links, by the other's position.
  std::span<const MapLink> links_of(std::size_t track) const {
    return std::span(links_).subspan(begins_[track], begins_[track + 1] - begins_[track]);
  }

 private:
  std::size_t tracks_;
  std::size_t neighbours_;
  std::vector<MapLink> links_;  // before unite(): `neighbours_` of each track
  std::vector<std::size_t> begins_;
};

}  // namespace segue
