#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "segue/util/error.h"

namespace segue {

/// One track in one playlist, as a file states it. Valid UTF-8. The views live until the sink
/// that receives the entry returns.
struct PlaylistEntry {
  /// Whose playlist it is: the Zenodo form's user_id, in every other form the file's own name.
  /// Never a name or an address that a person's export gives away.
  std::string_view user;
  std::string_view playlist;
  std::string_view artist;
  std::string_view title;
  /// Tells playlists of one user and one name apart, from 1; 0 where the form has nothing but the
  /// name, as the Zenodo form.
  std::uint64_t list = 0;
  /// When the play ended, in seconds since 1970; 0 where the form tells no plays, or not when.
  std::int64_t ended = 0;
};

using EntrySink = std::function<void(const PlaylistEntry&)>;

/// A row that could not be read, and why.
struct ReadProblem {
  std::uint64_t line = 0;    ///< from 1; 0 where the form has no lines that mean anything
  std::uint64_t column = 0;  ///< from 1, in bytes; 0 where the row as a whole is wrong
  std::string record;        ///< "playlist 3, track 12" where lines mean nothing; empty otherwise
  std::string reason;
};

/// Rows that are sound but no part of a playlist of songs, as a podcast's episodes.
struct LeftOut {
  std::string what;  ///< "podcast episodes"
  std::uint64_t rows = 0;
};

/// What a file's entries are: tracks that somebody put into playlists, or plays of a listening
/// history, whose playlists are sessions.
enum class ReadKind { playlists, history };

/// A column of a table, and what its fields were read as.
struct ReadColumn {
  std::string column;   ///< as the file spells it; "column 3" where it has no name
  std::string meaning;  ///< "title", "artist", "playlist", "time", ...
};

/// What reading one file came to. One that belongs to an export and holds no songs, as Spotify's
/// podcasts, reads no row and skips none: all that it has is in `left_out`.
struct ReadReport {
  std::string format;  ///< what the file is: "Spotify playlists", "M3U playlist", ...
  ReadKind kind = ReadKind::playlists;
  std::vector<ReadColumn> columns;  ///< in the file's order; empty where it is no table
  std::uint64_t rows_read = 0;
  std::uint64_t rows_skipped = 0;
  std::uint64_t rows_repaired = 0;  ///< read, with invalid UTF-8 replaced by U+FFFD
  /// Lines that are not UTF-8 were read as Windows-1252, which nothing says that they are.
  bool is_encoding_guessed = false;
  std::vector<ReadProblem> problems;  ///< the first ten of the skipped rows
  std::vector<LeftOut> left_out;      ///< each kind once
  /// Where and why nothing more was read; none where the file was read to its end. Not one of
  /// `problems`.
  std::optional<ReadProblem> stopped;
  bool more = false;  ///< there were more rows than `max_rows`
};

namespace read {
class Format;
class RowSink;
class Utf8Stream;
}  // namespace read

/// Whether the readers know an old encoding by this name: "windows-1251", "CP1250", "ISO-8859-2",
/// "KOI8-R", ...
bool is_encoding(std::string_view name);

/// Reads playlists from bytes as they arrive and hands each entry to a sink in file order. What the
/// file is, its first bytes tell, never its name:
///
///   the Zenodo CSV (doi.org/10.5281/zenodo.2594556), slices of the Million Playlist Dataset,
///   Spotify's account data (playlists, library, streaming history and extended history),
///   Exportify's CSV (exportify.net and watsonbox, headers in any language), exports of Last.fm
///   (lastfm.ghan.nl, lastfm-to-csv) and ListenBrainz, Spotify's Web API as JSON, YouTube's history
///   in Google's Takeout, Apple's privacy export, M3U, PLS, XSPF, JSPF, WPL, ASX, cue sheets, the
///   XML of iTunes, Apple Music and rekordbox, Traktor's NML, and text of one "artist - title" a
///   line.
///
/// Listening histories become playlists too: plays of 30 seconds and more, a playlist ending where
/// nothing is played for 30 minutes. Memory is bounded by one row, except for histories, which are
/// sorted by time half a million plays at once, for libraries, whose tracks are kept until the
/// playlists that name them arrive, for PLS, and for ten thousand songs of a player's playlist
/// whose name or order of names is not known yet. Text is UTF-8, or UTF-16, which its mark or its
/// zeros tell; lists of players, tables and plain text may be in an old encoding. Lines end in LF
/// or CR LF, or all in CR, as the first one does.
class PlaylistReader {
 public:
  /// `file` is the name that errors carry, that names a playlist where the file does not, and that
  /// keeps playlists of several files apart. Stops after `max_rows` good rows; 0 reads them all.
  /// `encoding` is what lines are that are no UTF-8, where the file does not say so itself: a name
  /// that is_encoding() knows; empty where nobody knows.
  PlaylistReader(std::string file, std::uint64_t max_rows, EntrySink sink,
                 const std::string& encoding = {});
  ~PlaylistReader();
  PlaylistReader(PlaylistReader&&) noexcept;
  PlaylistReader& operator=(PlaylistReader&&) noexcept;

  /// Takes the next bytes, cut anywhere. False where more are not needed: there was a row past
  /// `max_rows`, or the file cannot be read any further. Throws Error(bad_input) where the bytes
  /// so far begin no file of these forms; format() is then empty.
  bool push(std::string_view bytes);

  /// Ends the file. Throws Error(bad_input) as push() does, for an empty file, and for one of
  /// which no row could be read and some are malformed. A malformed row among good ones is skipped
  /// and reported instead; where a file was cut short, the report says where it stopped.
  ReadReport finish();

  /// What the file is, as in ReadReport; empty until enough bytes have arrived to tell.
  const std::string& format() const noexcept { return name_; }

 private:
  void begin(std::string_view start, bool at_end);
  void require_rows(const ReadReport& report) const;

  std::unique_ptr<read::RowSink> rows_;
  std::unique_ptr<read::Utf8Stream> decoder_;
  std::unique_ptr<read::Format> format_;  // none until it is known
  std::string name_;                      // what people call that
  std::string start_;                     // the bytes before that
  std::size_t next_look_;                 // at how many of them to look again
};

}  // namespace segue
