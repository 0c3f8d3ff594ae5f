#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "read/code_page.h"
#include "read/csv_row.h"

namespace segue::read {

/// How a text is written as a table.
struct TableForm {
  CsvDialect dialect;
  bool has_header = false;
  std::size_t lines_before = 0;  ///< the first row, blank lines not counted
};

/// A table's beginning, as valid UTF-8.
struct TableStart {
  TableForm form;
  bool is_table = false;  ///< and no list or prose that holds some commas
  std::size_t columns = 0;
  std::vector<std::string> names;              ///< of its columns, as they are spelled
  std::vector<std::vector<std::string>> rows;  ///< the first ones, of as many fields
};

/// Looks for a header in the first lines, which name the columns in a language that column_name()
/// knows, behind a title or not. Else the first line is a header where it looks like one.
TableStart look_at_table(const std::vector<std::string_view>& lines, LineEncoding encoding);

}  // namespace segue::read
