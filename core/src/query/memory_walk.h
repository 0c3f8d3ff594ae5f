#pragma once

#include <cstddef>
#include <span>
#include <unordered_map>
#include <vector>

#include "query/place_index.h"
#include "query/weighed_track.h"

namespace segue {

constexpr auto kNoPlaylist = static_cast<std::size_t>(-1);

/// Says what stands with tracks in a memory, by walking over all their places there: nothing is cut
/// to a few neighbours. Each walk sets `scores`, one for each track; no track is met by itself. A
/// walk passes by the playlist `passed_by`, as if the memory did not hold it. May be called from
/// several threads at once. A walk takes as long as there are entries in the playlists of the
/// tracks asked about (far), or six for each of their places (near).
class MemoryWalk {
 public:
  /// The memory must outlive it.
  MemoryWalk(const PlaylistMemory& memory, std::size_t tracks);

  const PlaceIndex& index() const { return index_; }

  /// The cosine of two tracks as columns of playlists, of which each weighs one over the root of
  /// its different tracks less one: it is surer that two of three belong together than two of a
  /// thousand.
  void far(std::span<const WeighedTrack> asked, std::size_t passed_by,
           std::span<float> scores) const;

  /// How often two tracks stand at most three places apart, by one over the distance, over the root
  /// of the product of how often each stands anywhere.
  void near(std::span<const WeighedTrack> asked, std::size_t passed_by,
            std::span<float> scores) const;

  /// The same, counting only what comes after the tracks asked about.
  void forward(std::span<const WeighedTrack> asked, std::size_t passed_by,
               std::span<float> scores) const;

 private:
  enum class Sides { after, both };

  using Ratios = std::unordered_map<TrackId, float>;

  /// Of each track of a playlist its scale without that playlist, over its scale. Each first place
  /// in it and each repeat adds so much to the square of a track's length. None of kNoPlaylist.
  Ratios ratios_without(std::size_t playlist, std::span<const float> scales, double first,
                        double repeat) const;
  void add_playlist(std::size_t playlist, float mass, std::span<float> scores) const;
  static void scale(std::span<const float> scales, const Ratios& ratios, std::span<float> scores);
  void step(std::span<const WeighedTrack> asked, std::size_t passed_by, Sides sides,
            std::span<float> scores) const;

  PlaceIndex index_;
  std::vector<float> playlist_weights_;
  std::vector<float> far_scales_;   // of each track: one over its column's length
  std::vector<float> near_scales_;  // of each track: one over the root of its places
};

}  // namespace segue
