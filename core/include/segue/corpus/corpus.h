#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "segue/read/reader.h"
#include "segue/track/vocabulary.h"

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

/// What makes the entries of one playlist.
enum class PlaylistIdentity {
  name,           ///< one lower-cased playlist name, whoever's it is: the `seed` recipe, song2vec's
  user_and_name,  ///< one user, byte for byte, one lower-cased playlist name, and one `list`
};

/// How much there is in playlists.
struct CorpusSize {
  std::size_t rows = 0;
  std::size_t playlists = 0;
  std::size_t tracks = 0;
};

/// Spellings that TrackIdentity::folded made one track of.
struct MergedSpellings {
  struct Example {
    std::string spelling;  ///< its exact key
    std::string track;     ///< the key that it came to
  };

  std::size_t spellings = 0;      ///< more than one of each track
  std::vector<Example> examples;  ///< the first five
};

/// Gathers entries into a corpus. Playlists stand in order of first appearance; tracks are counted
/// over the playlists in that order, and ids run by falling count, ties by first appearance.
class CorpusBuilder {
 public:
  /// From `threads` = 2 on, entries are looked up on a second thread while the caller reads on,
  /// where the platform has threads. The corpus is the same for any number.
  explicit CorpusBuilder(PlaylistIdentity identity = PlaylistIdentity::name, unsigned threads = 1,
                         TrackIdentity tracks = TrackIdentity::exact);
  ~CorpusBuilder();
  CorpusBuilder(CorpusBuilder&&) noexcept;
  CorpusBuilder& operator=(CorpusBuilder&&) noexcept;

  void add(const PlaylistEntry& entry);

  /// What the entries so far come to, so that a caller can tell what a file brought.
  CorpusSize so_far();

  /// Which of the spellings so far were merged.
  MergedSpellings merged();

  /// The corpus of all entries so far; the builder is used up. It may be empty.
  Corpus build() &&;

 private:
  class Gatherer;

  std::unique_ptr<Gatherer> gatherer_;
};

}  // namespace segue
