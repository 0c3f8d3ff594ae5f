#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "segue/error.h"

namespace segue {

/// One track in one playlist, as a file states it. Valid UTF-8. The views live until the sink
/// that receives the entry returns.
struct PlaylistEntry {
  std::string_view user;  ///< empty where the format has none
  std::string_view playlist;
  std::string_view artist;
  std::string_view title;
};

using EntrySink = std::function<void(const PlaylistEntry&)>;

/// A row that could not be read, and why.
struct ReadProblem {
  std::uint64_t line = 0;    ///< from 1
  std::uint64_t column = 0;  ///< from 1, in bytes; 0 where the row as a whole is wrong
  std::string reason;
};

/// What reading one file came to.
struct ReadReport {
  std::uint64_t rows_read = 0;
  std::uint64_t rows_skipped = 0;
  std::uint64_t rows_repaired = 0;    ///< read, with invalid UTF-8 replaced by U+FFFD
  std::vector<ReadProblem> problems;  ///< the first ten of the skipped rows
};

namespace read {
class ZenodoCsv;
}

/// Reads playlists from bytes as they arrive, in memory bounded by one row, and hands each entry
/// to a sink in file order.
///
/// The form is that of the Zenodo data set (doi.org/10.5281/zenodo.2594556): a header naming the
/// columns artistname, trackname, playlistname and, if there is one, user_id; then quoted rows.
/// Quotes inside a field may be doubled, escaped by `\`, or bare, as they are in that file.
class PlaylistReader {
 public:
  /// `file` is the name that errors carry. Stops after `max_rows` good rows; 0 reads them all.
  PlaylistReader(std::string file, std::uint64_t max_rows, EntrySink sink);
  ~PlaylistReader();
  PlaylistReader(PlaylistReader&&) noexcept;
  PlaylistReader& operator=(PlaylistReader&&) noexcept;

  /// Takes the next bytes, cut anywhere. False once `max_rows` are read: more is not needed.
  /// Throws Error(bad_input) where the first line is not a header of this form.
  bool push(std::string_view bytes);

  /// Ends the file. Throws Error(bad_input) for an empty file, and for one in which every row is
  /// malformed. A malformed row among good ones is skipped and reported instead.
  ReadReport finish();

 private:
  std::unique_ptr<read::ZenodoCsv> format_;
};

}  // namespace segue
