#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "segue/interner.h"

namespace segue {

/// A track's place in its vocabulary, from 0, by falling count. What people see is its position,
/// `id + 1`, as in song2vec, where position 0 stands for no track.
using TrackId = std::uint32_t;

/// A track's names, spelled as they were when it first appeared. Valid UTF-8.
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

/// The tracks of a corpus with their counts, ids 0 .. size() - 1.
class Vocabulary {
 public:
  /// Gives the track the next id. No other track may have the same key: Error(bad_input) if so.
  TrackId add(Track track, std::uint64_t count);

  std::size_t size() const noexcept { return tracks_.size(); }

  /// `id` < size(), here and below.
  const Track& track(TrackId id) const { return tracks_[id]; }
  std::uint64_t count(TrackId id) const { return counts_[id]; }
  std::string key(TrackId id) const { return std::string(keys_.text(id)); }

  /// The track with this key.
  std::optional<TrackId> find(std::string_view key) const { return keys_.find(key); }

 private:
  std::vector<Track> tracks_;
  std::vector<std::uint64_t> counts_;
  Interner keys_;  // a key's number is its track's id
};

}  // namespace segue
