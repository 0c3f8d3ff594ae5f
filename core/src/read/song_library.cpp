#include "read/song_library.h"

namespace segue::read {
namespace {

constexpr const char* kNoSongs = "podcast episodes and videos";

}  // namespace

void SongLibrary::keep(std::string_view key, const DescribedSong& song, bool is_song) {
  const Track names = names_in(song);
  songs_.push_back({text_.keep(names.artist), text_.keep(names.title), is_song});
  keep_also_as(key);
}

void SongLibrary::keep_also_as(std::string_view key) {
  if (key.empty()) return;
  const std::uint32_t number = keys_.intern(key).first;
  song_of_.resize(keys_.size());
  song_of_[number] = songs_.size() - 1;
}

void SongLibrary::begin_playlist(std::string_view name) {
  ++playlist_;
  entry_ = 0;
  name_ = name.empty() ? rows_.stem() : name;
}

void SongLibrary::add(std::string_view key) {
  has_entries_ = true;
  const Place place{0, playlist_, ++entry_};
  const auto number = keys_.find(key);
  if (!number) return rows_.skip(place, "its track is not among those of the file");
  const Song& song = songs_[song_of_[*number]];
  if (!song.is_song) return rows_.leave_out(kNoSongs);
  rows_.add(name_, playlist_, song.artist, song.title, place);
}

void SongLibrary::finish() {
  if (has_entries_) return;
  for (const Song& song : songs_)
    rows_.leave_out(song.is_song ? "songs that are in no playlist of yours" : kNoSongs);
}

}  // namespace segue::read
