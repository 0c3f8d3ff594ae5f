#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "segue/interner.h"
#include "segue/text_arena.h"

namespace segue {

/// A track's place in its vocabulary, from 0, by falling count. What people see is its position,
/// `id + 1`, as in song2vec, where position 0 stands for no track.
using TrackId = std::uint32_t;

/// A track's names where somebody else keeps them. Valid UTF-8, each below 4 GiB.
struct TrackNames {
  std::string_view artist;
  std::string_view title;

  bool operator==(const TrackNames&) const = default;
};

/// A track's names with text of their own.
struct Track {
  std::string artist;
  std::string title;

  bool operator==(const Track&) const = default;
};

/// A track's names as the `seed` recipe compares them, after song2vec: lower-case, without the
/// quotation marks at their ends.
Track normalise(std::string_view artist, std::string_view title);

/// "artist - title" of a normalised track: what identifies it.
std::string track_key(const Track& normalised);

/// The tracks of a corpus with their counts, ids 0 .. size() - 1. Some 50 bytes a track besides its
/// names and its key; a copy shares the text of those. A vocabulary that was moved from may only be
/// assigned to or destroyed.
class Vocabulary {
 public:
  /// Gives the track the next id. No other track may have the same key: Error(bad_input) if so.
  TrackId add(TrackNames names, std::uint64_t count);

  /// The ids of many tracks: of each, that of its key. A key that is new gets the next id, with a
  /// count of 0 and these names. `ids` has as many places as `tracks`.
  void intern(std::span<const TrackNames> tracks, std::span<TrackId> ids);

  /// Gives the tracks new ids and counts: the one that was `order[i]` becomes `i` and occurs
  /// `counts[i]` times. `order` holds every id once.
  void reorder(std::span<const TrackId> order, std::vector<std::uint64_t> counts);

  std::size_t size() const noexcept { return names_.size(); }

  /// `id` < size(), here and below. The names are spelled as they were when the track first
  /// appeared. Views live as long as the vocabulary or a copy of it.
  TrackNames track(TrackId id) const;
  std::uint64_t count(TrackId id) const { return counts_[id]; }
  std::string_view key(TrackId id) const { return keys_.text(id); }

  /// The track with this key.
  std::optional<TrackId> find(std::string_view key) const { return keys_.find(key); }

 private:
  /// Both names, one behind the other.
  struct Names {
    const char* text;
    std::uint32_t artist_size;
    std::uint32_t title_size;
  };

  void append(TrackNames names, std::uint64_t count);

  Interner keys_;  // a key's number is its track's id
  TextArena text_;
  std::vector<Names> names_;
  std::vector<std::uint64_t> counts_;
};

}  // namespace segue
