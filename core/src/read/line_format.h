#pragma once

#include <string_view>

#include "read/format.h"
#include "read/lines.h"

namespace segue::read {

/// A format that is read line by line.
class LineFormat : public Format {
 public:
  void push(std::string_view bytes) final {
    lines_.push(bytes, [this](const Line& line) { return take(line); });
  }

  void finish() final {
    lines_.finish([this](const Line& line) { return take(line); });
    end();
  }

 private:
  /// Takes the next line; returns false once no more are wanted.
  virtual bool take(const Line& line) = 0;

  /// There are no more, or no more are wanted.
  virtual void end() {}

  Lines lines_;
};

}  // namespace segue::read
