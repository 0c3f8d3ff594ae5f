#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace segue {

/// A recording that exists: who made it, when it first came out, and what kind of music it is.
struct Song {
  std::string artist;
  std::string title;
  int year = 0;         ///< of the original release, 1900 to 2100
  std::string genre;    ///< a short lower-case name: "rock", "hip hop"
  std::string country;  ///< where the artist is from, by its English name; empty where unknown
  std::optional<std::size_t> cover_of;  ///< the original's index among all songs
};

/// Reads a catalogue: UTF-8, a header line `artist`, `title`, `year`, `genre`, `country`,
/// `cover_of`, then one song a line, the six fields separated by tabs. No quoting: a field holds
/// neither tab nor line end. Lines end in LF or CR LF; the last may lack its end.
///
/// `country` may be empty. `cover_of` is empty, or names the original as "artist - title", spelled
/// as on its own line, which may stand anywhere in the file. An original is no cover itself.
///
/// `file` is the name that errors carry. The songs come in file order, at least one, and no two
/// have the same artist and title in lower case, because readers of playlists would take them for
/// one track.
///
/// Throws Error(bad_input), with line and column, for a missing header, a line without exactly
/// six fields, an empty artist, title or genre, a year that is not a whole number in 1900..2100,
/// a song that stands there twice, an original that is not there or is a cover itself, text that is
/// not UTF-8, and a catalogue without songs.
std::vector<Song> read_catalogue(std::string_view bytes, const std::string& file);

}  // namespace segue
