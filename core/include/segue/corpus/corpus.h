#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "segue/read/reader.h"
#include "segue/track/vocabulary.h"

namespace segue {

/// Playlists as ids: one flat array, and where each playlist begins in it.
struct Corpus {
  Vocabulary vocabulary;
  std::vector<TrackId> tokens;             ///< all playlists, one after another
  std::vector<std::size_t> offsets = {0};  ///< playlists() + 1 of them; the last is tokens.size()
  std::vector<std::string> names = {};     ///< of each playlist as it is spelled first, perhaps
                                           ///< empty; or none at all, where they are not kept

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

/// What one file added to a corpus.
struct FileShare {
  CorpusSize brought;                  ///< playlists and tracks that no file before it had
  std::size_t repeated_plays = 0;      ///< plays that a file before it told, which count once
  std::size_t repeated_playlists = 0;  ///< playlists that stand in a file before it just so
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

  /// The entries from here to end_file() are those of one file, whose name is `name` in UTF-8. What
  /// they repeat of earlier files is left out: plays of one track that ended in the same minute,
  /// and under PlaylistIdentity::user_and_name playlists of one name, and one user where the form
  /// tells it, with the same tracks in order. What stands twice in one file stays.
  void begin_file(std::string_view name);
  FileShare end_file();

  /// What the entries so far come to, so that a caller can tell what a file brought.
  CorpusSize so_far();

  /// Which of the spellings so far were merged.
  MergedSpellings merged();

  /// From the first entry on, so that the corpus has the names of its playlists.
  void keep_playlist_names();

  /// The corpus of all entries so far; the builder is used up. It may be empty.
  Corpus build() &&;

 private:
  class Gatherer;

  std::unique_ptr<Gatherer> gatherer_;
};

}  // namespace segue
