#include "read/table_layout.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "read/cell_kind.h"
#include "read/song_line.h"
#include "segue/unicode/text.h"

namespace segue::read {
namespace {

/// What the first rows have in one column.
struct ColumnLook {
  std::size_t filled = 0;
  std::size_t times = 0;
  std::size_t days = 0;
  std::size_t clocks = 0;       // "14:23"
  std::size_t late_clocks = 0;  // from ten o'clock on, or with AM or PM
  std::size_t texts = 0;
  std::size_t identifiers = 0;
  std::size_t songs = 0;  // "Artist - Title"
  std::set<std::string> distinct;

  /// Whether almost all of the fields that are not empty are `some`.
  bool mostly(std::size_t some) const { return filled != 0 && 5 * some >= 4 * filled; }
  bool is_text() const { return mostly(texts); }
  bool is_day() const { return mostly(days); }

  /// And no durations: of songs one in four does not last ten minutes.
  bool is_clock() const { return mostly(clocks) && 4 * late_clocks >= clocks; }
};

/// A time of day that no duration of a song looks like.
bool is_late_clock(std::string_view cell) {
  constexpr std::int64_t kTen = std::int64_t{10} * 3600;
  const char last = cell.back();
  return parse_clock(cell).value_or(0) >= kTen || last == 'm' || last == 'M';
}

ColumnLook look_at(const TableStart& table, std::size_t column) {
  ColumnLook look;
  for (const std::vector<std::string>& row : table.rows) {
    if (column >= row.size()) continue;
    const CellKind kind = cell_kind(row[column]);
    if (kind == CellKind::empty) continue;
    ++look.filled;
    look.times += kind == CellKind::time;
    look.days += kind == CellKind::day;
    if (parse_clock(row[column])) {
      ++look.clocks;
      look.late_clocks += is_late_clock(row[column]);
    }
    look.texts += kind == CellKind::text;
    look.identifiers += kind == CellKind::identifier;
    look.songs += is_song(row[column]);
    look.distinct.insert(row[column]);
  }
  return look;
}

/// Whether almost all of the fields that are not empty begin so.
bool mostly_begins(const TableStart& table, std::size_t column, std::string_view beginning) {
  std::size_t filled = 0;
  std::size_t beginnings = 0;
  for (const std::vector<std::string>& row : table.rows) {
    if (column >= row.size() || row[column].empty()) continue;
    ++filled;
    beginnings += row[column].starts_with(beginning);
  }
  return filled != 0 && 5 * beginnings >= 4 * filled;
}

/// Finds columns by what they are called.
class NamedColumns {
 public:
  explicit NamedColumns(const TableStart& table) : table_(table) {
    for (const std::string& name : table.names)
      names_.push_back(column_name(name));
  }

  /// The surest column of this meaning of which `holds(its look)`; kNoColumn where there is none.
  template <typename Holds>
  std::size_t find(ColumnMeaning meaning, Holds holds) const {
    std::size_t best = kNoColumn;
    for (std::size_t column = 0; column < names_.size(); ++column) {
      const auto& name = names_[column];
      if (!name || name->meaning != meaning) continue;
      if (best != kNoColumn && names_[best]->rank <= name->rank) continue;
      if (holds(look_at(table_, column))) best = column;
    }
    return best;
  }

  std::size_t find(ColumnMeaning meaning) const {
    return find(meaning, [](const ColumnLook&) { return true; });
  }

  /// The same, where one that holds words goes before one of numbers or identifiers.
  std::size_t find_text(ColumnMeaning meaning) const {
    const std::size_t text = find(meaning, [](const ColumnLook& look) { return look.is_text(); });
    return text != kNoColumn ? text : find(meaning);
  }

 private:
  const TableStart& table_;
  std::vector<std::optional<ColumnName>> names_;
};

/// The order of a date's day and month: some day is past the twelfth.
DateOrder order_of(const TableStart& table, std::size_t column) {
  for (const std::vector<std::string>& row : table.rows) {
    if (column < row.size() && !parse_timestamp(row[column], DateOrder::day_first) &&
        parse_timestamp(row[column], DateOrder::month_first))
      return DateOrder::month_first;
  }
  return DateOrder::day_first;
}

/// A time that is written in two columns.
void find_day_and_clock(const NamedColumns& named, TableLayout& layout) {
  const auto find_either = [&](ColumnMeaning surer, ColumnMeaning other, auto holds) {
    const std::size_t found = named.find(surer, holds);
    return found != kNoColumn ? found : named.find(other, holds);
  };
  const std::size_t day = find_either(ColumnMeaning::day, ColumnMeaning::begin,
                                      [](const ColumnLook& look) { return look.is_day(); });
  const std::size_t clock = find_either(ColumnMeaning::clock, ColumnMeaning::begin,
                                        [](const ColumnLook& look) { return look.is_clock(); });
  if (day == kNoColumn || clock == kNoColumn) return;
  layout.time = day;
  layout.clock = clock;
}

void find_time(const TableStart& table, const NamedColumns& named, TableLayout& layout) {
  const auto is_time = [](const ColumnLook& look) { return look.mostly(look.times); };
  const auto is_day = [](const ColumnLook& look) { return look.mostly(look.times + look.days); };
  layout.milliseconds = named.find(ColumnMeaning::milliseconds);
  layout.time = named.find(ColumnMeaning::begin, is_time);
  if (layout.time == kNoColumn) {
    layout.time = named.find(ColumnMeaning::end, is_time);
    layout.time_is_end = layout.time != kNoColumn;
  }
  if (layout.time == kNoColumn) find_day_and_clock(named, layout);
  if (layout.time == kNoColumn) layout.time = named.find(ColumnMeaning::day, is_day);
  if (layout.time != kNoColumn) layout.order = order_of(table, layout.time);
}

std::optional<TableLayout> layout_by_names(const TableStart& table) {
  TableLayout layout = named_columns(table);
  if (layout.title == kNoColumn) return std::nullopt;
  if (layout.artist != kNoColumn) return layout;
  const ColumnLook look = look_at(table, layout.title);
  layout.title_holds_artist = look.mostly(look.songs);
  return layout.title_holds_artist ? std::optional(layout) : std::nullopt;
}

/// watsonbox's Exportify writes its header in the reader's language: the columns stand where they
/// stand, a track's URI, its name, its artists' URIs, their names.
std::optional<TableLayout> layout_of_exportify(const TableStart& table, bool needs_artists) {
  if (table.rows.empty() || !mostly_begins(table, 0, "spotify:")) return std::nullopt;
  if (needs_artists && !mostly_begins(table, 2, "spotify:artist:")) return std::nullopt;
  TableLayout layout;
  layout.uri = 0;
  layout.title = 1;
  layout.artist_ids = 2;
  layout.artist = 3;
  return table.rows[0].size() > layout.artist ? std::optional(layout) : std::nullopt;
}

/// Of two columns of words the one that repeats itself is the artist.
void tell_artist(const std::vector<ColumnLook>& looks, TableLayout& layout) {
  std::vector<std::size_t> texts;
  for (std::size_t column = 0; column < looks.size(); ++column) {
    if (looks[column].is_text()) texts.push_back(column);
  }
  if (texts.size() != 2) return;
  const std::size_t first = looks[texts[0]].distinct.size();
  const std::size_t second = looks[texts[1]].distinct.size();
  const bool first_repeats = 5 * first <= 4 * second;
  const bool second_repeats = 5 * second <= 4 * first;
  if (first_repeats == second_repeats) return;
  layout.artist = texts[first_repeats ? 0 : 1];
  layout.title = texts[first_repeats ? 1 : 0];
}

/// Without names: the forms that are known to have none, or what tells itself.
std::optional<TableLayout> layout_by_content(const TableStart& table) {
  if (table.form.has_header || table.rows.empty()) return std::nullopt;
  std::vector<ColumnLook> looks;
  TableLayout layout;
  for (std::size_t column = 0; column < table.rows[0].size(); ++column) {
    looks.push_back(look_at(table, column));
    const bool is_time = looks[column].mostly(looks[column].times);
    if (is_time && layout.time == kNoColumn) layout.time = column;
  }
  if (looks.size() == 4 && layout.time == 3) {  // Last.fm's scrobbles: artist, album, track, time
    layout.artist = 0;
    layout.title = 2;
  } else if (looks.size() == 3 && layout.time == 2) {
    layout.artist = 0;
    layout.title = 1;
  } else if (looks.size() == 6 && layout.time == 1 && looks[0].mostly(looks[0].identifiers) &&
             !looks[2].is_text() && !looks[4].is_text()) {
    // The 1K users of Last.fm: user, time, the artist's id and name, the track's id and name.
    layout.listener = 0;
    layout.artist = 3;
    layout.title = 5;
  } else {
    tell_artist(looks, layout);
  }
  if (layout.title == kNoColumn) return std::nullopt;
  if (layout.time != kNoColumn) layout.order = order_of(table, layout.time);
  return layout;
}

std::string column_title(const TableStart& table, std::size_t column) {
  if (column >= table.names.size() || table.names[column].empty())
    return "column " + std::to_string(column + 1);
  return shown_name(table.names[column]);
}

}  // namespace

std::string shown_name(std::string_view name) {
  constexpr std::size_t kMost = 40;  // bytes
  std::string shown(name.substr(0, std::min(name.find('#', 1), kMost)));
  for (char& c : shown) {
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
  }
  while (!is_utf8(shown))
    shown.pop_back();
  return shown;
}

std::vector<ReadColumn> TableLayout::columns(const TableStart& table) const {
  const char* const time_name = clock != kNoColumn ? "day"
                                : time_is_end      ? "time of the end"
                                                   : "time";
  const std::pair<std::size_t, const char*> read[] = {
      {title, title_holds_artist ? "artist and title" : "title"},
      {artist, "artist"},
      {artist_ids, "artists' identifiers"},
      {playlist, "playlist"},
      {playlist_id, "playlist's identifier"},
      {listener, "listener"},
      {time, time_name},
      {clock, "time of day"},
      {milliseconds, "milliseconds played"},
  };
  std::map<std::size_t, const char*> meanings;  // in the file's order
  for (const auto& [column, meaning] : read) {
    if (column != kNoColumn) meanings[column] = meaning;
  }
  std::vector<ReadColumn> columns;
  for (const auto& [column, meaning] : meanings)
    columns.push_back({column_title(table, column), meaning});
  return columns;
}

TableLayout named_columns(const TableStart& table) {
  const NamedColumns named(table);
  TableLayout layout;
  layout.title = named.find_text(ColumnMeaning::title);
  layout.artist = named.find_text(ColumnMeaning::artist);
  layout.uri = named.find(ColumnMeaning::uri);
  layout.artist_ids = named.find(ColumnMeaning::artist_ids);
  layout.playlist = named.find_text(ColumnMeaning::playlist);
  layout.playlist_id = named.find(ColumnMeaning::playlist_id);
  layout.listener = named.find(ColumnMeaning::listener);
  find_time(table, named, layout);
  return layout;
}

std::optional<TableLayout> find_layout(const TableStart& table) {
  if (!table.is_table) return std::nullopt;
  if (const auto layout = layout_of_exportify(table, true)) return layout;
  if (const auto layout = layout_by_names(table)) return layout;
  if (const auto layout = layout_of_exportify(table, false)) return layout;
  return layout_by_content(table);
}

}  // namespace segue::read
