#pragma once

#include <string>
#include <vector>

#include "segue/map/map_layout.h"
#include "segue/model/model.h"
#include "segue/query/continuation.h"
#include "segue/query/similar_tracks.h"
#include "segue/query/similarity.h"
#include "segue/query/track_search.h"
#include "values.h"

namespace segue::wasm {

/// { epoch, found, queries }
val hits_val(const HeldOutHits& hits);

/// A model with all that is asked of it. Tracks go by position, from 1.
class Model {
 public:
  explicit Model(segue::Model model);
  Model(const Model&) = delete;  // its members refer to one another
  Model& operator=(const Model&) = delete;

  val info() const;

  val track(double position) const;
  val find(const std::string& text, double limit) const;

  /// { names, of }: each genre once, and for each track in order of position the number of its
  /// genre from 1, or 0 where it is not known.
  val genres() const;

  val similar(double position, double limit) const;
  val continue_with(const val& options) const;

  /// x and y of each track, or null where the model has no map.
  val map() const;

  /// Of each track the number of its part of the map, from 1; empty where the model has no map.
  val clusters() const;

  /// The model's file in pieces, one after another.
  val save(bool with_playlists) const;

  segue::MapLayout layout(const MapOptions& options) const {
    return {model_, similarity_, options};
  }
  void set_map(std::vector<float> map) { model_.map = std::move(map); }

 private:
  TrackId require_id(double position) const;
  std::vector<TrackId> ids_option(const val& options, const char* name) const;
  val track_val(TrackId id) const;

  segue::Model model_;
  Similarity similarity_;
  SimilarTracks similar_;
  Continuation continuation_;
  TrackSearch search_;
};

}  // namespace segue::wasm
