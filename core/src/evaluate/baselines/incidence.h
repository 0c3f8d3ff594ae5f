#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "segue/corpus/corpus.h"

namespace segue {

/// Which track stands in which playlist, once however often it stands there: a sparse matrix of
/// ones, by rows (playlists) and by columns (tracks).
class Incidence {
 public:
  explicit Incidence(const Corpus& corpus);

  std::size_t tracks() const { return playlist_offsets_.size() - 1; }
  std::size_t playlists() const { return track_offsets_.size() - 1; }

  /// The different tracks of a playlist, in its order.
  std::span<const TrackId> tracks_of(std::size_t playlist) const {
    return row(tracks_, track_offsets_, playlist);
  }

  /// The playlists that hold a track, rising.
  std::span<const std::uint32_t> playlists_of(TrackId track) const {
    return row(playlists_, playlist_offsets_, track);
  }

 private:
  static std::span<const std::uint32_t> row(const std::vector<std::uint32_t>& entries,
                                            const std::vector<std::size_t>& offsets,
                                            std::size_t index) {
    return std::span(entries).subspan(offsets[index], offsets[index + 1] - offsets[index]);
  }

  std::vector<TrackId> tracks_;
  std::vector<std::size_t> track_offsets_;
  std::vector<std::uint32_t> playlists_;
  std::vector<std::size_t> playlist_offsets_;
};

}  // namespace segue
