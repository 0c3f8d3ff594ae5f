#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace segue::read {

enum class RowForm {
  well_formed,
  open_quote,   ///< the row ends inside a quoted field: it may go on in the next line
  stray_quote,  ///< a quoted field is followed by something that is not a comma
};

/// The fields of one row of comma-separated values. They are views of the row, which must live as
/// long, or of `unescaped` where quotes had to be taken out: made to be used for row after row
/// without allocating.
struct CsvRow {
  RowForm form = RowForm::well_formed;
  std::size_t column = 0;  ///< where the form broke, from 1, in bytes
  std::vector<std::string_view> fields;
  std::string unescaped;
};

/// Reads a row as RFC 4180 has it; spaces before a field are skipped, and `\"` and `\\` stand for
/// `"` and `\` inside quotes.
void parse_csv_row(std::string_view row, CsvRow& result);

/// Reads a row in which every field is quoted but quotes inside fields were written bare, as in
/// the Zenodo file: `"`, fields with `","` between them, `"`. False where it is not such a row.
bool split_bare_quotes(std::string_view row, std::vector<std::string_view>& fields);

}  // namespace segue::read
