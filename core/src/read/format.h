#pragma once

#include <string_view>

namespace segue::read {

/// A reader of one form of file, in a file of its own here. What it finds goes to the RowSink that
/// it was made with; once that is done, nothing more is pushed.
class Format {
 public:
  virtual ~Format() = default;

  /// Takes the next bytes, cut anywhere: UTF-8 as far as the file is, without a byte order mark.
  virtual void push(std::string_view bytes) = 0;

  /// There are no more.
  virtual void finish() = 0;
};

}  // namespace segue::read
