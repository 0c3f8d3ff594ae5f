#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "read/code_page.h"
#include "segue/read/reader.h"

namespace segue::read {

/// Where in a file a row stands: its line, or where lines mean nothing the number of its playlist
/// (0 where the file is one) and of its track in that, all from 1.
struct Place {
  std::uint64_t line = 0;
  std::uint64_t playlist = 0;
  std::uint64_t track = 0;
};

/// Where the readers of all forms hand over what they find: counts it, keeps the first problems,
/// and passes good rows on.
class RowSink {
 public:
  /// As PlaylistReader's.
  RowSink(std::string file, std::uint64_t max_rows, EntrySink sink, std::string_view encoding = {});

  const std::string& file() const { return file_; }

  /// What lines are in that are not UTF-8.
  LineEncoding& encoding() { return encoding_; }

  /// The file's name without folders and ending: the name of a playlist that has none.
  std::string_view stem() const;

  /// No more bytes are wanted.
  bool is_done() const { return is_done_; }

  /// A good row; its invalid UTF-8 is repaired.
  void add(const PlaylistEntry& entry);

  /// The same for a row of this file's playlist number `list`. It is skipped instead where artist
  /// or title is missing. `ended` as in PlaylistEntry.
  void add(std::string_view playlist, std::uint64_t list, std::string_view artist,
           std::string_view title, const Place& place, std::int64_t ended = 0);

  /// A row that is malformed.
  void skip(ReadProblem problem);
  void skip(const Place& place, std::string reason);

  /// A row that is sound but not meant.
  void leave_out(std::string_view what);

  /// The file cannot be read any further.
  void stop(ReadProblem problem);

  ReadReport& report() { return report_; }

 private:
  void add_repaired(const PlaylistEntry& entry);

  std::string file_;
  std::string user_;  // the same as valid UTF-8
  std::uint64_t max_rows_;
  EntrySink sink_;
  LineEncoding encoding_;
  ReadReport report_;
  bool is_done_ = false;
};

}  // namespace segue::read
