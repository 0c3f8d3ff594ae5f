#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "read/format.h"
#include "read/row_sink.h"

namespace segue::read {

/// A form of file: what people call it, and its reader.
struct FormatKind {
  const char* name;
  std::unique_ptr<Format> (*make)(RowSink& rows);
};

/// By so many bytes from its beginning a file is recognised or is none that Segue knows.
constexpr std::size_t kLongestStart = std::size_t{1} << 16;

/// Tells by a file's first bytes what it is: nullptr where more of them are needed, which is never
/// so with kLongestStart of them or `at_end`. Throws Error(bad_input), saying what it is instead
/// where that can be told, where it is none of the forms that Segue knows.
const FormatKind* recognise(std::string_view start, bool at_end, const std::string& file);

}  // namespace segue::read
