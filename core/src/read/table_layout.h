#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "read/column_meaning.h"
#include "read/table_start.h"
#include "read/timestamp.h"
#include "segue/read/reader.h"

namespace segue::read {

/// Which of a table's columns holds what; kNoColumn where none does.
struct TableLayout {
  std::size_t title = kNoColumn;
  std::size_t artist = kNoColumn;
  std::size_t artist_ids = kNoColumn;
  std::size_t playlist = kNoColumn;
  std::size_t playlist_id = kNoColumn;
  std::size_t listener = kNoColumn;
  std::size_t time = kNoColumn;
  std::size_t clock = kNoColumn;  ///< the time of day, where `time` is but the day
  std::size_t milliseconds = kNoColumn;
  std::size_t uri = kNoColumn;      ///< of Spotify
  bool title_holds_artist = false;  ///< "Artist - Title" is in one column
  bool time_is_end = false;         ///< of the play, not its begin
  DateOrder order = DateOrder::day_first;

  /// Whether it is a listening history.
  bool makes_sessions() const { return time != kNoColumn && playlist == kNoColumn; }

  /// What is read, for a report.
  std::vector<ReadColumn> columns(const TableStart& table) const;
};

/// A column's name as a message shows it: short, and without what stands behind a #, where
/// Last.fm's exports have their user's name.
std::string shown_name(std::string_view name);

/// What the names of the columns alone say: title and artist may be missing.
TableLayout named_columns(const TableStart& table);

/// By the names of the columns and what they hold; none where it does not say which of them are
/// the title and the artist.
std::optional<TableLayout> find_layout(const TableStart& table);

}  // namespace segue::read
