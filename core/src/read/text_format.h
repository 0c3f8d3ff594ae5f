#pragma once

#include <string>

#include "read/code_page.h"
#include "read/line_format.h"
#include "read/row_sink.h"
#include "read/song_line.h"

namespace segue::read {

/// A format of lines that people or old programs write: in UTF-8, or in an old encoding.
class TextFormat : public LineFormat {
 protected:
  explicit TextFormat(RowSink& rows) : rows_(rows) {}

  RowSink& rows_;

 private:
  bool take(const Line& line) final {
    std::string buffer;
    if (line.too_long) {
      rows_.skip(Place{line.number}, "the line is longer than 1 MiB");
    } else if (const auto text = rows_.encoding().utf8(line.text, buffer)) {
      take_text(trimmed(*text), line.number);
    } else {
      take_unknown(line);
    }
    return !rows_.is_done();
  }

  /// Takes the next line, without spaces at its ends; empty where it is blank.
  virtual void take_text(std::string_view text, std::uint64_t line) = 0;

  /// Takes one whose encoding cannot be told.
  virtual void take_unknown(const Line& line) { rows_.skip(Place{line.number}, kUnknownEncoding); }
};

}  // namespace segue::read
