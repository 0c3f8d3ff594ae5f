#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "segue/model/playlist_memory.h"

namespace segue {

class PlaceIndex;

/// A playlist that holds an answer together with known tracks.
struct SharedPlaylist {
  std::size_t playlist = 0;  ///< its number in the memory
  std::string_view name;     ///< perhaps empty; the memory's own
  std::size_t known = 0;     ///< known tracks in it, 1 or more
  std::size_t tracks = 0;    ///< different tracks in it
};

/// What ties an answer to a known track. The counts are of playlists, each of which counts once,
/// however often a track stands in it.
struct Tie {
  TrackId known = 0;
  std::size_t playlists = 0;    ///< that hold both, 1 or more
  std::size_t right_after = 0;  ///< of those, where the answer comes right after the known track
  std::size_t near = 0;  ///< of those, where they stand three places apart or less, on either side
  double cosine = 0;     ///< `playlists` over the root of how many hold each; in (0, 1]
};

/// A track that shares one playlist or more with an answer, and one or more with a known track.
struct Bridge {
  TrackId track = 0;
  TrackId known = 0;
  std::size_t with_known = 0;   ///< playlists that hold it and the known track, 1 or more
  std::size_t with_answer = 0;  ///< playlists that hold it and the answer, 1 or more
  double cosine = 0;            ///< the product of both ties' cosines, in (0, 1]
};

/// What a memory tells of why a track is an answer.
struct Reason {
  std::size_t playlists = 0;  ///< hold it together with one known track or more
  /// The best of those: what holds most known tracks, then the shortest, then the first.
  std::vector<SharedPlaylist> best;
  std::vector<Tie> ties;  ///< to all known tracks that it shares a playlist with, closest first
  std::optional<Bridge> bridge;  ///< where `playlists` is 0, and a track stands between

  /// Whether the memory tells nothing, and the vectors alone say it.
  bool is_empty() const { return playlists == 0 && !bridge; }
};

/// Finds the reasons in a memory for what a Continuation or a Similarity answers. The counts are
/// exact: all places of the tracks are walked over. May be asked by several threads at once.
///
/// Five bytes an entry of the memory, four a playlist and sixteen a track.
class Reasons {
 public:
  /// The memory must outlive it; its tracks are below `tracks`. Takes time by the entries.
  Reasons(const PlaylistMemory& memory, std::size_t tracks);
  ~Reasons();
  Reasons(Reasons&&) noexcept;
  Reasons& operator=(Reasons&&) noexcept;

  /// The reason of each of `answers`, in their order, with `most_playlists` at most. All tracks are
  /// below `tracks`; one that is given twice counts once, and an answer that is known itself is not
  /// its own reason. Of no known track all are empty.
  ///
  /// Takes time by how often the tracks stand in the memory. A bridge is looked for in the shortest
  /// playlists of the answer and of the known tracks: in so many as have a million entries together
  /// on each side, which the known tracks share alike, but in one of each track at least. Where
  /// there are more, another bridge may be better; what is counted of the one found is exact.
  std::vector<Reason> of(std::span<const TrackId> known, std::span<const TrackId> answers,
                         std::size_t most_playlists = 3) const;

 private:
  std::unique_ptr<const PlaceIndex> index_;
  std::vector<std::size_t> standings_;  // in how many playlists each track stands
};

}  // namespace segue
