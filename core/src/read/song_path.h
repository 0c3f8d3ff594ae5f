#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace segue::read {

/// What the place of a sound file says of the song in it.
struct SongPath {
  std::string artist;                ///< empty where it does not say
  std::string title;                 ///< the same
  std::string stem;                  ///< of the file's name, without a track's number
  std::string folder_artist;         ///< what the folders alone say
  std::vector<std::string> folders;  ///< those that may be named after artist and album
};

/// Reads a path of any system, or an address: "D:\Music\Artist\Album\CD1\06 Title.mp3",
/// "Artist - Album (2015)/2.Title.flac", "file:///home/x/Artist%20-%20Title.mp3". Folders that
/// every computer has, as Music, and whose person's they are, name nobody.
SongPath read_song_path(std::string_view location);

/// Whether it is the address of something on another machine.
bool is_link(std::string_view location);

/// Whether a link leads to a station that plays on and on, and not to one song.
bool is_station(std::string_view link);

}  // namespace segue::read
