#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "read/code_page.h"
#include "read/json_paths.h"
#include "read/table_layout.h"
#include "read/table_start.h"

namespace segue::read {

/// A file's beginning and the looks at it that forms of file are told by. Each look is taken once,
/// when it is first asked for.
class FileStart {
 public:
  /// `text`, and `file`, the name that errors carry, must live as long. `encoding` is what is known
  /// beforehand of what lines are in that are not UTF-8. `is_all`: no more of the file is going to
  /// be looked at.
  FileStart(std::string_view text, bool is_all, const std::string& file,
            const LineEncoding& encoding);

  /// Without blank lines in front; empty where there is nothing else.
  std::string_view text() const { return text_; }
  bool is_all() const { return is_all_; }
  const std::string& file() const { return file_; }

  /// No byte of it is zero.
  bool is_text() const { return text_.find('\0') == std::string_view::npos; }

  /// What stands where, if it begins as JSON does.
  const JsonPaths& json() const;

  /// Whether it is JSON so far.
  bool is_json() const;

  /// The name of XML's first element, without its namespace; empty where it is not there yet.
  std::string_view xml_root() const;

  /// The whole lines, without blank ones; the last one too where nothing follows it. None of what
  /// is JSON.
  const std::vector<std::string_view>& lines() const;

  /// Whether there are as many lines as it takes to tell what they are, or no more to come.
  bool has_enough_lines() const;

  /// What those lines tell of the encoding that is known beforehand.
  LineEncoding encoding() const;

  /// The lines as a table, which may be none.
  const TableStart& table() const;

  /// Which of that table's columns holds what, if that can be told.
  const std::optional<TableLayout>& layout() const;

  /// The place of the first of these names, which are lower-case, in the table's header; kNoColumn
  /// where there is none.
  std::size_t column(std::initializer_list<std::string_view> names) const;

  /// Whether all of these names are there.
  bool has_columns(std::initializer_list<std::string_view> names) const;

  /// Throws Error(bad_input) with this message and the file's name.
  [[noreturn]] void refuse(const std::string& what) const;

 private:
  std::string_view whole_;
  std::string_view text_;
  bool is_all_;
  const std::string& file_;
  LineEncoding encoding_;
  mutable std::optional<JsonPaths> json_;
  mutable std::optional<std::vector<std::string_view>> lines_;
  mutable std::optional<TableStart> table_;
  mutable std::optional<std::optional<TableLayout>> layout_;
};

}  // namespace segue::read
