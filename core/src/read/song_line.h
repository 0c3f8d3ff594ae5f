#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "segue/track/vocabulary.h"

namespace segue::read {

/// `text` without spaces at its ends: tabs, line ends, spaces of any width that Unicode has.
std::string_view trimmed(std::string_view text);

/// "Artist - Title" taken apart at its first dash between spaces, of any kind. Nothing else is
/// looked at. Both empty where it is not that.
TrackNames split_at_dash(std::string_view text);

/// A line of a list that somebody typed or pasted.
struct SongLine {
  TrackNames names;  ///< without what stands in front; both empty where the line names no song
  /// The number in front. Where it may as well be a part of the artist's name ("50 Cent - ...",
  /// "311 - Amber - Live"), whether it numbers the list only the lines around it tell.
  std::optional<std::uint32_t> number;
  TrackNames numbered;  ///< the names where it numbers the list
};

/// Takes a line apart. What stands in front of the names in lists is no part of them: "12.", "3)",
/// "#4", "[5]", "06 -", a bullet, a dash, the time at which it was played or begins. Nor is a line
/// with a tab within "Artist - Title": that is a row of a table.
SongLine read_song_line(std::string_view line);

/// The names in a line that stands alone.
TrackNames split_song(std::string_view line);

/// Whether a line names a song.
bool is_song(std::string_view line);

/// Whether a line ends like the name of a sound file.
bool is_sound_path(std::string_view line);

}  // namespace segue::read
