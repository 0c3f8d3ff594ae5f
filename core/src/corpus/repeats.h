#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "corpus/rows.h"
#include "segue/util/interner.h"

namespace segue {

/// Finds what one file says that another one said before: exports hold the same plays, and the same
/// playlists, in two forms. What one file says twice stays. A lone file costs nothing but a note of
/// each play, of which the first eight million are kept: more than anybody hears.
class Repeats {
 public:
  struct Found {
    std::size_t plays = 0;
    std::size_t playlists = 0;
  };

  /// Where playlists are one by their names alone, two of a name cannot be told apart, and only
  /// plays are looked for.
  explicit Repeats(bool finds_playlists) : finds_playlists_(finds_playlists) {}

  /// The file's next rows follow `rows`.
  void begin_file(std::string_view name, const Rows& rows);

  /// The row is a play that ended then, in seconds since 1970.
  void add_play(TrackId track, std::int64_t ended, std::size_t row);

  /// Takes the rows that repeat other files out of those of the file that ends. `playlists` are
  /// their keys.
  Found end_file(Rows& rows, const Interner& playlists);

 private:
  struct Play {
    TrackId track;
    std::uint32_t ended;

    auto operator<=>(const Play&) const = default;
  };
  struct PlayOfFile : Play {
    std::size_t row;
  };

  std::size_t mark_plays();
  std::size_t mark_playlists(const Rows& rows, const Interner& playlists);
  void take_out_marked(Rows& rows) const;

  bool finds_playlists_;
  std::vector<Play> plays_;  // of earlier files; in order from the second file with plays on
  std::unordered_set<std::uint64_t> playlists_;  // of those, by all that makes them alike
  std::size_t hashed_runs_ = 0;                  // up to which run they are in it
  std::string before_;                           // the last file's name
  // The file that is being read.
  std::string file_;
  std::size_t files_ = 0;
  std::size_t first_row_ = 0;
  std::size_t first_run_ = 0;
  std::vector<PlayOfFile> file_plays_;
  std::vector<bool> is_repeated_;  // of its rows
};

}  // namespace segue
