#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "segue/interner.h"
#include "segue/reader.h"
#include "segue/vocabulary.h"

namespace segue {

/// Playlists as ids: one flat array, and where each playlist begins in it.
struct Corpus {
  Vocabulary vocabulary;
  std::vector<TrackId> tokens;             ///< all playlists, one after another
  std::vector<std::size_t> offsets = {0};  ///< playlists() + 1 of them; the last is tokens.size()

  std::size_t playlists() const noexcept { return offsets.size() - 1; }

  /// The tracks of one playlist in file order, a track as often as it stands there.
  std::span<const TrackId> playlist(std::size_t index) const {
    return std::span(tokens).subspan(offsets[index], offsets[index + 1] - offsets[index]);
  }
};

/// Gathers entries into the corpus of the `seed` recipe. A playlist is all entries with one
/// lower-cased playlist name, whoever's it is, in order of first appearance; tracks are counted
/// over the playlists in that order, and ids run by falling count, ties by first appearance.
class CorpusBuilder {
 public:
  void add(const PlaylistEntry& entry);

  /// The corpus of all entries so far; the builder is used up. It may be empty.
  Corpus build() &&;

 private:
  std::vector<TrackId>& playlist_named(std::string_view name);
  TrackId provisional_id(std::string_view artist, std::string_view title);

  Interner playlist_names_;  // lower-case; a name's number is its playlist's
  std::vector<std::vector<TrackId>> playlists_;
  std::string last_name_;  // as it was spelled: rows of a playlist mostly follow one another
  std::size_t last_playlist_ = 0;

  // A track is normalised once for each way in which it is spelled, not once for each row.
  Interner spellings_;
  std::vector<TrackId> id_of_spelling_;
  Interner keys_;
  std::string spelling_;  // a buffer
  std::vector<Track> tracks_;
};

}  // namespace segue
