#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "read/format.h"
#include "read/row_sink.h"

namespace segue::read {

/// What a file was found to be: what people call that, and its reader.
struct Recognised {
  const char* name;
  std::unique_ptr<Format> format;
};

/// By so many bytes from its beginning a file is recognised or is none that Segue knows.
constexpr std::size_t kLongestStart = std::size_t{1} << 16;

/// So many are looked at first, and then twice as many each time: how the bytes arrive changes
/// nothing in what is seen.
constexpr std::size_t kFirstLook = std::size_t{1} << 12;

/// Tells by a file's first bytes what it is; `format` is none where more of them are needed, which
/// is never so with kLongestStart of them or `at_end`. Throws Error(bad_input), saying what it is
/// instead where that can be told, where it is none of the forms that Segue knows.
Recognised recognise(std::string_view start, bool at_end, RowSink& rows);

}  // namespace segue::read
