#include "read/song_library.h"

namespace segue::read {

void SongLibrary::keep(std::string_view key, const DescribedSong& song, bool is_song) {
  const Track names = names_in(song);
  const Song kept{text_.keep(names.artist), text_.keep(names.title), is_song};
  const auto [number, is_new] = keys_.intern(key);
  if (is_new) {
    songs_.push_back(kept);
  } else {
    songs_[number] = kept;
  }
}

void SongLibrary::leave_out_songs() {
  for (const Song& song : songs_) {
    if (song.is_song) rows_.leave_out("songs that are in no playlist of yours");
  }
}

void SongLibrary::begin_playlist(std::string_view name) {
  ++playlist_;
  entry_ = 0;
  name_ = name.empty() ? rows_.stem() : name;
}

void SongLibrary::add(std::string_view key) {
  const Place place{0, playlist_, ++entry_};
  const auto number = keys_.find(key);
  if (!number) return rows_.skip(place, "its track is not among those of the file");
  const Song& song = songs_[*number];
  if (!song.is_song) return rows_.leave_out("podcast episodes and videos");
  rows_.add(name_, playlist_, song.artist, song.title, place);
}

}  // namespace segue::read
