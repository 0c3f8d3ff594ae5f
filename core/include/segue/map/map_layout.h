#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "segue/map/map_options.h"
#include "segue/model/model.h"
#include "segue/query/similarity.h"

namespace segue {

/// Lays the tracks of a model out in the plane, so that similar ones lie close together: UMAP
/// (McInnes, Healy and Melville 2018, "UMAP: Uniform Manifold Approximation and Projection").
/// The exact nearest neighbours of each track, as `similar` finds them; their fuzzy graph, in which
/// each track is connected to its neighbours as closely as they are the nearest of it; first places
/// in the plane of the two principal components of the input vectors (as Kobak and Linderman 2021
/// advise), by power iteration; then stochastic gradient descent, which pulls connected tracks
/// together and pushes each away from others drawn by chance (negative sampling).
/// experiments/README.md says how well it keeps neighbours.
///
/// The same model, options and seed give the same map, bit for bit: on every machine, with every
/// instruction set, in WebAssembly, with any number of threads, however the work is cut into
/// slices.
class MapLayout {
 public:
  /// `similarity` is the model's, and finds the neighbours; both must outlive the layout. `start`
  /// holds x and y of each track, as positions() gives them, to go on from in place of the
  /// principal plane: the map of a model that has learnt a little more moves on from the former
  /// one, and few epochs are enough. Throws Error(bad_option) for options out of range and another
  /// number of tracks.
  MapLayout(const Model& model, const Similarity& similarity, const MapOptions& options,
            std::span<const float> start = {});
  ~MapLayout();
  MapLayout(MapLayout&&) noexcept;
  MapLayout& operator=(MapLayout&&) noexcept;

  /// Goes on by about `amount` steps of some nanoseconds each, and returns share(). A step that
  /// cannot be cut is the search for one track's neighbours, less than a millisecond at 100,000
  /// tracks. Does nothing when finished.
  double advance(std::uint64_t amount);

  /// How much of the work is done, in [0, 1], never falling; 1 when finished and not before.
  double share() const;

  /// Where the tracks are now: x and y of the first, of the second, ... Centred and scaled alike in
  /// both directions so that all lie in [-1, 1] and some on its edge; all 0 where there is but one
  /// place. Of use before the end, too, once half of the work is done.
  std::vector<float> positions() const;

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace segue
