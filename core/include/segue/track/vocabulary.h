#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "segue/track/track_identity.h"
#include "segue/util/interner.h"
#include "segue/util/text_arena.h"

namespace segue {

/// A track's place in its vocabulary, from 0, by falling count. What people see is its position,
/// `id + 1`, as in song2vec, where position 0 stands for no track.
using TrackId = std::uint32_t;

/// The tracks of a corpus with their counts, ids 0 .. size() - 1. Some 50 bytes a track besides its
/// names and its key; a copy shares the text of those. A vocabulary that was moved from may only be
/// assigned to or destroyed.
class Vocabulary {
 public:
  Vocabulary() = default;
  explicit Vocabulary(TrackIdentity identity) : identity_(identity) {}

  /// What makes two spellings one track here.
  TrackIdentity identity() const noexcept { return identity_; }

  /// Gives the track the next id. No other track may have the same key: Error(bad_input) if so.
  TrackId add(TrackNames names, std::uint64_t count);

  /// The ids of many tracks: of each, that of its key. A key that is new gets the next id, with a
  /// count of 0 and these names. `ids` has as many places as `tracks`.
  void intern(std::span<const TrackNames> tracks, std::span<TrackId> ids);

  /// The same for tracks whose keys are known: `keys` are theirs, in the same order.
  void intern(std::span<const std::string_view> keys, std::span<const TrackNames> tracks,
              std::span<TrackId> ids);

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

  /// The track that somebody names as "artist - title", spelled as it may be: with a dash of any
  /// kind between spaces or not, in any case, and with all else that identity() passes over. `name`
  /// must be valid UTF-8.
  std::optional<TrackId> find_name(std::string_view name) const;

 private:
  /// Both names, one behind the other.
  struct Names {
    const char* text;
    std::uint32_t artist_size;
    std::uint32_t title_size;
  };

  void append(TrackNames names, std::uint64_t count);

  TrackIdentity identity_ = TrackIdentity::exact;
  Interner keys_;  // a key's number is its track's id
  TextArena text_;
  std::vector<Names> names_;
  std::vector<std::uint64_t> counts_;
};

}  // namespace segue
