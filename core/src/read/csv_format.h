#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

#include "read/csv_row.h"
#include "read/file_start.h"
#include "read/format.h"
#include "read/lines.h"
#include "read/row_sink.h"

namespace segue::read {

/// A table, one row after another: what all forms of them share. Quotes inside a field may be
/// doubled, escaped by `\`, or bare; a quoted field may hold line ends.
class CsvFormat : public Format {
 public:
  void push(std::string_view bytes) override;
  void finish() override;

 protected:
  /// How many fields a row has.
  struct Width {
    std::size_t least = 0;
    std::size_t most = 0;
    bool may_end_empty = false;  ///< empty fields more at the end are none
  };

  /// For a table that is written so and whose rows are so wide.
  CsvFormat(RowSink& rows, const TableForm& form, Width width)
      : rows_(rows), form_(form), lines_before_(form.lines_before), width_(width) {}

  /// Reads a row of that width, which began in this line.
  virtual void read_row(const CsvFields& fields, std::uint64_t line) = 0;

  RowSink& rows_;

 private:
  struct PendingLine {
    std::string text;
    std::uint64_t number;
  };

  bool take(const Line& line);
  void take_row(std::string_view row, std::uint64_t number);
  bool parse_row(std::string_view row);
  bool parse_leniently(std::string_view row);
  void settle_pending(bool at_end);
  std::size_t read_pending_row(bool at_end);
  bool has_fields();
  void skip_malformed(std::string_view row, std::uint64_t line);

  Lines lines_;
  TableForm form_;
  std::size_t lines_before_;  // that are still to come
  Width width_;
  std::deque<PendingLine> pending_;  // lines of a row that may go on in the next one
  CsvRow row_;
};

}  // namespace segue::read
