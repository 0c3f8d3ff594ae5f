#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace segue::read {

/// Where no column of a name is.
constexpr std::size_t kNoColumn = static_cast<std::size_t>(-1);

/// The fields of a row.
using CsvFields = std::vector<std::string_view>;

enum class Quotes {
  none,    ///< are taken for anything else
  strict,  ///< as RFC 4180 has it, except that `\"` and `\\` stand for `"` and `\`
  /// The same, but `"Weird Al" Yankovic` is a field as it stands, and so is one whose quote opens
  /// and is never closed.
  lenient,
  /// Only around a field that could not be read without them, as programs write that put tabs
  /// between fields; elsewhere they are the field's own, as in `"Heroes"`.
  sparing,
};

/// How the rows of a table are written.
struct CsvDialect {
  char delimiter = ',';
  Quotes quotes = Quotes::strict;
};

enum class RowForm {
  well_formed,
  open_quote,   ///< the row ends inside a quoted field: it may go on in the next line
  stray_quote,  ///< a quoted field is followed by something else than a delimiter
};

/// The fields of one row. They are views of the row, which must live as long, or of `unescaped`
/// where quotes had to be taken out: made to be used for row after row without allocating.
struct CsvRow {
  RowForm form = RowForm::well_formed;
  std::size_t column = 0;  ///< where the form broke, from 1, in bytes
  CsvFields fields;
  std::string unescaped;
};

/// "comma", "tab", ...
std::string delimiter_name(char delimiter);

/// Reads a row; spaces before a field are skipped.
void parse_csv_row(std::string_view row, const CsvDialect& dialect, CsvRow& result);

/// Reads a row in which every field is quoted but quotes inside fields were written bare, as in
/// the Zenodo file: `"`, fields with `","` between them, `"`. False where it is not such a row.
bool split_bare_quotes(std::string_view row, char delimiter, CsvFields& fields);

/// A row's field; empty where the row ends before it.
inline std::string_view field(const CsvFields& fields, std::size_t column) {
  return column < fields.size() ? fields[column] : std::string_view();
}

}  // namespace segue::read
