#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "segue/model/playlist_memory.h"

namespace segue {

/// Where each track stands in a memory, which must outlive it. Places are positions in
/// `memory.tracks`. Five bytes an entry.
class PlaceIndex {
 public:
  static constexpr std::size_t kReach = 3;  ///< places to each side that are near

  /// The tracks of the memory are below `tracks`.
  PlaceIndex(const PlaylistMemory& memory, std::size_t tracks);

  const PlaylistMemory& memory() const { return memory_; }
  std::size_t tracks() const { return offsets_.size() - 1; }

  /// All places of a track, rising.
  std::span<const std::uint32_t> places(TrackId track) const {
    return std::span(places_).subspan(offsets_[track], offsets_[track + 1] - offsets_[track]);
  }

  /// Whether the track at this place stands at an earlier one of the same playlist, too.
  bool is_repeat(std::size_t place) const { return marks_[place].is_repeat; }

  /// How many places of the same playlist stand before this one, and after it: at most kReach.
  std::size_t before(std::size_t place) const { return marks_[place].before; }
  std::size_t after(std::size_t place) const { return marks_[place].after; }

  /// The playlist that holds the place; `from` is one that is not behind it, and it is found the
  /// sooner the nearer that is.
  std::size_t playlist_of(std::uint32_t place, std::size_t from = 0) const;

  /// Different tracks of a playlist.
  std::uint32_t size_of(std::size_t playlist) const { return sizes_[playlist]; }

  /// Whether any stands in it more than once.
  bool has_repeats(std::size_t playlist) const {
    return memory_.ends[playlist] - memory_.begin_of(playlist) != sizes_[playlist];
  }

 private:
  struct Mark {
    std::uint8_t before : 2;
    std::uint8_t after : 2;
    bool is_repeat : 1;
  };

  const PlaylistMemory& memory_;
  std::vector<std::size_t> offsets_;
  std::vector<std::uint32_t> places_;
  std::vector<Mark> marks_;  // of each place
  std::vector<std::uint32_t> sizes_;
};

}  // namespace segue
