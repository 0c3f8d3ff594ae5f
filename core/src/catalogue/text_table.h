#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace segue {

/// A row of a text table, and what an error about it needs. A view of the table's bytes.
struct TextRow {
  const std::string& file;
  std::uint64_t line;  ///< from 1; the header is the first
  std::vector<std::string_view> fields;

  /// Throws Error(bad_input) about the whole row.
  [[noreturn]] void fail(const std::string& message) const;
  /// About what begins at `part`, a view into one of the fields.
  [[noreturn]] void fail_at(std::string_view part, const std::string& message) const;
};

/// Reads a table of texts: UTF-8, a header line that names the columns, then a row a line, its
/// fields separated by tabs. No quoting. Lines end in LF or CR LF; the last may lack its end. Hands
/// each row to `take`. `what` names the table in messages ("a catalogue"), `file` in errors.
///
/// Throws Error(bad_input), with the line, for another header, another number of fields, and text
/// that is not UTF-8.
void read_text_table(std::string_view bytes, const std::string& file, const std::string& what,
                     std::span<const char* const> columns,
                     const std::function<void(const TextRow&)>& take);

/// Whether there is nothing to read in the field.
bool is_blank(std::string_view field);

}  // namespace segue
