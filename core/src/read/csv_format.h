#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "read/csv_row.h"
#include "read/file_start.h"
#include "read/format.h"
#include "read/lines.h"
#include "read/row_sink.h"

namespace segue::read {

/// Comma-separated values: what all forms of them share. Quotes inside a field may be doubled,
/// escaped by `\`, or bare; a quoted field may hold line ends.
class CsvFormat : public Format {
 public:
  explicit CsvFormat(RowSink& rows) : rows_(rows) {}

  void push(std::string_view bytes) override;
  void finish() override;

 protected:
  /// How many fields a row has.
  struct Width {
    std::size_t least = 0;
    std::size_t most = 0;
  };

  /// Reads the first row, in lower case. Gives the width of the rows that follow; this row is one
  /// of them, spelled as it is, where `is_row` is set to true.
  virtual Width read_header(const CsvFields& names, bool& is_row) = 0;

  /// Reads a row of that width, which began in this line.
  virtual void read_row(const CsvFields& fields, std::uint64_t line) = 0;

  RowSink& rows_;

 private:
  struct PendingLine {
    std::string text;
    std::uint64_t number;
  };

  bool take(const Line& line);
  void take_first(const Line& line);
  void take_row(std::string_view row, std::uint64_t number);
  bool parse_row(std::string_view row);
  void settle_pending(bool at_end);
  std::size_t read_pending_row(bool at_end);
  bool has_fields() const;
  void skip_malformed(std::string_view row, std::uint64_t line);

  Lines lines_;
  std::optional<Width> width_;       // once the first row is read
  std::deque<PendingLine> pending_;  // lines of a row that may go on in the next one
  CsvRow row_;
};

/// Whether that holds of the fields of one of the first five lines of which `first` is the first.
template <typename Holds>
bool any_row(const FileStart& start, std::size_t first, Holds holds) {
  constexpr std::size_t kRows = 5;
  CsvRow row;
  for (std::size_t i = first; i < std::min(start.lines().size(), kRows); ++i) {
    parse_csv_row(start.lines()[i], row);
    if (row.form == RowForm::well_formed && holds(row.fields)) return true;
  }
  return false;
}

}  // namespace segue::read
