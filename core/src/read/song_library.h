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

  /// Says that the songs are in no playlist, where that is so of all.
  void leave_out_songs();

  /// The next playlist.
  void begin_playlist(std::string_view name);

  /// The next entry of this playlist, by its song's key.
  void add(std::string_view key);

 private:
  struct Song {
    std::string_view artist;
    std::string_view title;
    bool is_song;
  };

  RowSink& rows_;
  Interner keys_;  // a key's number is its song's
  TextArena text_;
  std::vector<Song> songs_;
  std::string name_;
  std::uint64_t playlist_ = 0;
  std::uint64_t entry_ = 0;
};

}  // namespace segue::read
