#include <algorithm>
#include <optional>
#include <string>
#include <unordered_map>

#include "read/code_page.h"
#include "read/csv_format.h"
#include "read/first_artist.h"
#include "read/formats.h"
#include "read/listening_sessions.h"
#include "read/song_line.h"
#include "util/hash.h"

namespace segue::read {
namespace {

/// Any table whose columns tell which songs it holds. One that says in which playlist each is gives
/// those, one that says when it was played gives sessions, any other is one playlist, named after
/// the file. Text that is not UTF-8 is in the encoding that LineEncoding tells. Who the listeners
/// are is not passed on; their numbers keep their playlists apart.
class Table : public CsvFormat {
 public:
  Table(RowSink& rows, const FileStart& start)
      : CsvFormat(rows, start.table().form, width_of(*start.layout(), start.table().columns)),
        layout_(*start.layout()) {
    if (layout_.makes_sessions()) sessions_.emplace(rows);
    rows.report().columns = layout_.columns(start.table());
  }

  void finish() override {
    CsvFormat::finish();
    if (sessions_) sessions_->finish();
  }

 private:
  /// Rows end early where the last columns are empty: Exportify's where Spotify knows nothing of a
  /// track's sound.
  static Width width_of(const TableLayout& layout, std::size_t columns) {
    const std::size_t artist = layout.artist == kNoColumn ? 0 : layout.artist;
    return {std::max(layout.title, artist) + 1, columns, true};
  }

  void read_row(const CsvFields& fields, std::uint64_t line) override {
    if (field(fields, layout_.uri).starts_with("spotify:episode:"))
      return rows_.leave_out("podcast episodes and audiobooks");
    const auto artist = rows_.encoding().utf8(field(fields, layout_.artist), artist_text_);
    const auto title = rows_.encoding().utf8(field(fields, layout_.title), title_text_);
    const auto playlist = rows_.encoding().utf8(field(fields, layout_.playlist), playlist_text_);
    if (!artist || !title || !playlist) return rows_.skip(Place{line}, kUnknownEncoding);
    TrackNames names{trimmed(*artist), trimmed(*title)};
    if (layout_.title_holds_artist) {
      names = split_at_dash(names.title);
    } else {
      names.artist = first_artist(names.artist, field(fields, layout_.artist_ids), first_text_);
    }
    if (sessions_) return add_play(names, fields, line);
    const std::string_view name = playlist->empty() ? rows_.stem() : *playlist;
    rows_.add(name, owner_of(fields), names.artist, names.title, {line});
  }

  /// The number, from 1, of the row's listener and of what tells his playlists of one name apart.
  std::uint64_t owner_of(const CsvFields& fields) {
    if (layout_.listener == kNoColumn && layout_.playlist_id == kNoColumn) return 1;
    const std::uint64_t owner = mix(hash_text(field(fields, layout_.listener)),
                                    hash_text(field(fields, layout_.playlist_id)));
    return owners_.try_emplace(owner, owners_.size() + 1).first->second;
  }

  void add_play(const TrackNames& names, const CsvFields& fields, std::uint64_t line) {
    if (names.artist.empty() && names.title.empty())
      return rows_.leave_out("podcast episodes and videos");
    if (names.artist.empty() || names.title.empty())
      return rows_.add({}, 0, names.artist, names.title, {line});
    std::int64_t seconds = 0;
    if (layout_.milliseconds != kNoColumn) {
      seconds = parse_seconds(field(fields, layout_.milliseconds)).value_or(0) / 1000;
      if (seconds < kShortestPlay) return rows_.leave_out(kShortPlays);
    }
    const auto time = time_of(fields);
    if (!time) return rows_.skip(Place{line}, "it does not say when it was played");
    sessions_->add(layout_.time_is_end ? *time - seconds : *time, seconds, names.artist,
                   names.title, owner_of(fields));
  }

  std::optional<std::int64_t> time_of(const CsvFields& fields) const {
    const auto time = parse_timestamp(field(fields, layout_.time), layout_.order);
    if (!time) return std::nullopt;
    return time->seconds + parse_clock(trimmed(field(fields, layout_.clock))).value_or(0);
  }

  TableLayout layout_;
  std::optional<ListeningSessions> sessions_;
  std::unordered_map<std::uint64_t, std::uint64_t> owners_;
  std::string artist_text_, title_text_, playlist_text_, first_text_;
};

bool is_exportify(const FileStart& start) {
  if (!start.has_enough_lines() || !start.layout()) return false;
  const TableLayout& layout = *start.layout();
  return layout.uri == 0 || start.column({"spotify id"}) == 0;
}

/// lastfm.ghan.nl, lastfmstats.com, and lastfm-to-csv, which has no header.
bool is_lastfm(const FileStart& start) {
  if (!start.has_enough_lines() || !start.layout()) return false;
  if (!start.table().form.has_header) return start.layout()->time != kNoColumn;
  return start.has_columns({"uts", "artist", "track"}) ||
         start.has_columns({"artist", "album", "albumid", "track"});
}

bool is_table_of_plays(const FileStart& start) {
  return start.has_enough_lines() && start.layout() && start.layout()->makes_sessions();
}

bool is_table_of_songs(const FileStart& start) {
  return start.has_enough_lines() && start.layout();
}

}  // namespace

const FormatKind kExportify = {"Exportify playlist", is_exportify, make_format_of<Table>};
const FormatKind kLastfm = {"Last.fm scrobbles", is_lastfm, make_format_of<Table>};
const FormatKind kTableOfPlays = {"table of plays", is_table_of_plays, make_format_of<Table>};
const FormatKind kTableOfSongs = {"table of songs", is_table_of_songs, make_format_of<Table>};

}  // namespace segue::read
