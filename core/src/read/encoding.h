#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace segue::read {

/// Brings a file's bytes to UTF-8 as they arrive: takes a byte order mark away, and recodes UTF-16
/// that begins with one. All else passes as it is.
class Utf8Stream {
 public:
  /// The text of the next bytes, cut anywhere. The view lives until the next call.
  std::string_view take(std::string_view bytes);

  /// What was held back, at the end of the file.
  std::string_view finish();

 private:
  enum class Coding { unknown, as_it_is, utf16_little, utf16_big };

  void look(bool at_end);
  std::string_view recode(std::string_view bytes);

  Coding coding_ = Coding::unknown;
  std::string held_;             // bytes that are too few to tell, or half a unit of UTF-16
  std::string text_;             // what was recoded
  std::uint16_t surrogate_ = 0;  // the first of a pair, until its second arrives
};

/// The UTF-8 of Windows-1252, which Latin-1 is a part of.
std::string from_windows_1252(std::string_view bytes);

/// `line` as UTF-8: as it is where it is that, else as Windows-1252 into `buffer`.
std::string_view as_utf8(std::string_view line, std::string& buffer);

}  // namespace segue::read
