#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "read/described_songs.h"
#include "read/row_sink.h"
#include "segue/util/interner.h"
#include "segue/util/text_arena.h"

namespace segue::read {

/// The library of a player or a DJ's program: songs that stand once, and playlists that name them
/// by a key. Keeps all songs until the end.
class SongLibrary {
 public:
  explicit SongLibrary(RowSink& rows) : rows_(rows) {}

  /// A song; the last of a key counts. `is_song` is false for a podcast's episode, a film, ...
  void keep(std::string_view key, const DescribedSong& song, bool is_song = true);

  /// The song that was kept last has another key besides; none where it is empty.
  void keep_also_as(std::string_view key);

  /// The next playlist.
  void begin_playlist(std::string_view name);

  /// The next entry of this playlist, by its song's key.
  void add(std::string_view key);

  /// Whether any playlist had an entry.
  bool has_entries() const { return has_entries_; }

  /// Where none had, says how many songs there are, and what else. To be called at the end.
  void finish();

 private:
  struct Song {
    std::string_view artist;
    std::string_view title;
    bool is_song;
  };

  RowSink& rows_;
  Interner keys_;
  std::vector<std::size_t> song_of_;  // by a key's number
  TextArena text_;
  std::vector<Song> songs_;
  std::string name_;
  std::uint64_t playlist_ = 0;
  std::uint64_t entry_ = 0;
  bool has_entries_ = false;
};

}  // namespace segue::read
