#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace segue::read {

/// Ends each line with LF where the first line ends with CR alone, as Macs once wrote and Excel
/// still does on them; else the text passes as it is. One CR at the very end may go.
class LineEnds {
 public:
  /// The next part of the text, cut anywhere. The view lives until the next call.
  std::string_view take(std::string_view text);

 private:
  enum class Kind { unknown, as_they_are, carriage_return };

  Kind kind_ = Kind::unknown;
  bool holds_return_ = false;  // which ended the last part: what follows it tells
  std::string text_;
};

/// Brings a file's bytes to UTF-8 as they arrive: takes a byte order mark away, recodes UTF-16 that
/// begins with one or whose every other byte is zero, as Latin letters have it, and sees to the
/// LineEnds. All else passes as it is.
class Utf8Stream {
 public:
  /// The text of the next bytes, cut anywhere. The view lives until the next call.
  std::string_view take(std::string_view bytes);

  /// What was held back, at the end of the file.
  std::string_view finish();

 private:
  enum class Coding { unknown, as_it_is, utf16_little, utf16_big };

  std::string_view decode(std::string_view bytes);
  std::string_view begin(bool at_end);
  Coding find_coding(bool at_end) const;
  std::string_view recode(std::string_view bytes);

  Coding coding_ = Coding::unknown;
  std::string held_;             // bytes that are too few to tell, or half a unit of UTF-16
  std::string text_;             // what was recoded
  std::uint16_t surrogate_ = 0;  // the first of a pair, until its second arrives
  LineEnds line_ends_;
};

}  // namespace segue::read
