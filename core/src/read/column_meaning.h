#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace segue::read {

/// What a table's column holds, as far as it is read.
enum class ColumnMeaning {
  title,
  artist,
  artist_ids,  ///< of which there are as many as artists
  album,
  playlist,
  playlist_id,
  uri,  ///< of Spotify, which tells a podcast's episode
  listener,
  begin,         ///< when something was played
  end,           ///< when that was over
  day,           ///< on which day
  clock,         ///< at what time of that day
  milliseconds,  ///< for how long
};

/// What a column's name says. Of two columns of one meaning the one of lower `rank` is meant: a
/// "track" beside a "title" is that one's number.
struct ColumnName {
  ColumnMeaning meaning;
  std::size_t rank;
};

/// By the names that services and programs give their columns, in their languages, whatever the
/// case, the accents, and the signs between the words; what stands behind a # is no part of it.
/// `name` must be valid UTF-8.
std::optional<ColumnName> column_name(std::string_view name);

}  // namespace segue::read
