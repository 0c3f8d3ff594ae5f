#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

#include "csv_row.h"
#include "lines.h"
#include "segue/reader.h"

namespace segue::read {

/// The reader of the Zenodo form; see PlaylistReader for what it promises.
class ZenodoCsv {
 public:
  ZenodoCsv(std::string file, std::uint64_t max_rows, EntrySink sink);

  bool push(std::string_view bytes);
  ReadReport finish();

 private:
  enum Column : std::size_t { kUser, kArtist, kTitle, kPlaylist, kColumns };

  struct PendingLine {
    std::string text;
    std::uint64_t number;
  };

  bool take(const Line& line);
  void read_header(std::string_view line, std::uint64_t number);
  void read_row(std::string_view row, std::uint64_t number);
  bool parse_row(std::string_view row);
  void settle_pending(bool at_end);
  std::size_t read_pending_row(bool at_end);
  bool has_fields() const { return row_.fields.size() == columns_; }
  bool done() const { return max_rows_ != 0 && report_.rows_read == max_rows_; }
  void emit();
  void skip(std::uint64_t line, std::uint64_t column, std::string reason);
  void skip_malformed(std::string_view row, std::uint64_t line);

  std::string file_;
  std::uint64_t max_rows_;
  EntrySink sink_;
  Lines lines_;
  std::array<std::size_t, kColumns> where_{};  // each column's place in a row
  std::size_t columns_ = 0;                    // 0 until the header is read
  std::deque<PendingLine> pending_;            // lines of a row that may go on in the next one
  CsvRow row_;
  ReadReport report_;
};

}  // namespace segue::read
