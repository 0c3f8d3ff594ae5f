#pragma once

#include <string_view>

#include "segue/track/vocabulary.h"

namespace segue::read {

/// `text` without spaces and tabs at its ends.
std::string_view trimmed(std::string_view text);

/// "Artist - Title" taken apart at its first dash between spaces, which may be a long one, or at a
/// tab. A number in front ("12.", "3)") is no part of it. Both empty where it is not that.
TrackNames split_song(std::string_view line);

/// Whether that would be so.
bool is_song(std::string_view line);

/// The names in a sound file's path: those of its name if it is "Artist - Title.mp3", with or
/// without a number in front; else its own as title and that of the folder two above as artist, as
/// in Artist/Album/01 Title.mp3. Both empty where neither is there.
TrackNames split_path(std::string_view path);

/// Whether a line ends like the name of a sound file.
bool is_sound_path(std::string_view line);

}  // namespace segue::read
