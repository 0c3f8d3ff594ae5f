#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace segue::read {

/// Where no column of a name is.
constexpr std::size_t kNoColumn = static_cast<std::size_t>(-1);

/// The fields of a row, of which a header makes names of columns.
using CsvFields = std::vector<std::string_view>;

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
  CsvFields fields;
  std::string unescaped;
};

/// Reads a row as RFC 4180 has it; spaces before a field are skipped, and `\"` and `\\` stand for
/// `"` and `\` inside quotes.
void parse_csv_row(std::string_view row, CsvRow& result);

/// Reads a row in which every field is quoted but quotes inside fields were written bare, as in
/// the Zenodo file: `"`, fields with `","` between them, `"`. False where it is not such a row.
bool split_bare_quotes(std::string_view row, std::vector<std::string_view>& fields);

/// The place of the first of these names among a header's; kNoColumn where there is none.
std::size_t column_of(const CsvFields& names, std::initializer_list<std::string_view> wanted);

/// A row's field; empty where the row ends before it.
std::string_view field(const CsvFields& fields, std::size_t column);

}  // namespace segue::read
