#include "read/csv_format.h"

#include <algorithm>
#include <utility>

#include "segue/unicode/text.h"

namespace segue::read {
namespace {

// A quoted name may hold line ends. A quote that nobody closes must not swallow the rest of the
// file, so a row has at most this many lines; past that its first line alone is malformed.
constexpr std::size_t kMostLinesOfRow = 8;

bool is_blank(std::string_view line) {
  return line.find_first_not_of(" \t") == std::string_view::npos;
}

}  // namespace

void CsvFormat::push(std::string_view bytes) {
  lines_.push(bytes, [this](const Line& line) { return take(line); });
}

void CsvFormat::finish() {
  lines_.finish([this](const Line& line) { return take(line); });
  settle_pending(true);
}

bool CsvFormat::take(const Line& line) {
  if (line.too_long) {
    settle_pending(true);
    rows_.skip({line.number, 0, "", "the line is longer than 1 MiB"});
  } else if (!width_) {
    take_first(line);
  } else if (!pending_.empty()) {
    pending_.push_back({std::string(line.text), line.number});
    settle_pending(false);
  } else if (!is_blank(line.text)) {
    take_row(line.text, line.number);
  }
  return !rows_.is_done();
}

void CsvFormat::take_first(const Line& line) {
  if (is_blank(line.text)) return;
  const std::string header = lower_case(repair_utf8(line.text));  // row_ holds views of it
  parse_csv_row(header, row_);
  bool is_row = false;
  width_ = read_header(row_.fields, is_row);
  if (is_row) take_row(line.text, line.number);
}

void CsvFormat::take_row(std::string_view row, std::uint64_t number) {
  if (parse_row(row)) {
    read_row(row_.fields, number);
  } else if (row_.form == RowForm::open_quote) {
    pending_.push_back({std::string(row), number});
  } else {
    skip_malformed(row, number);
  }
}

/// Puts the row's fields into row_: as RFC 4180 has it, or else with its quotes bare. False where
/// neither gives as many as there should be; row_.form is then what the strict reading found.
bool CsvFormat::parse_row(std::string_view row) {
  parse_csv_row(row, row_);
  if (row_.form == RowForm::well_formed && has_fields()) return true;
  return split_bare_quotes(row, row_.fields) && has_fields();
}

/// Decides as many of the pending lines as can be decided.
void CsvFormat::settle_pending(bool at_end) {
  while (!pending_.empty() && !rows_.is_done()) {
    const std::size_t lines = read_pending_row(at_end);
    if (lines == 0) return;
    pending_.erase(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(lines));
  }
}

/// Reads the row that starts the pending lines and gives how many of them it took: 0 where it may
/// go on in a line that has not arrived; 1 where it is malformed, so that the next are read anew.
std::size_t CsvFormat::read_pending_row(bool at_end) {
  const PendingLine& first = pending_.front();
  if (is_blank(first.text)) return 1;
  std::string row;
  for (std::size_t count = 1; count <= std::min(pending_.size(), kMostLinesOfRow); ++count) {
    if (count > 1) row += '\n';
    row += pending_[count - 1].text;
    if (parse_row(row)) {
      read_row(row_.fields, first.number);
      return count;
    }
    if (row_.form != RowForm::open_quote) break;
  }
  const bool may_go_on = row_.form == RowForm::open_quote && pending_.size() < kMostLinesOfRow;
  if (may_go_on && !at_end) return 0;
  skip_malformed(first.text, first.number);
  return 1;
}

bool CsvFormat::has_fields() const {
  return row_.fields.size() >= width_->least && row_.fields.size() <= width_->most;
}

void CsvFormat::skip_malformed(std::string_view row, std::uint64_t line) {
  parse_csv_row(row, row_);
  if (row_.form == RowForm::open_quote) {
    rows_.skip({line, row_.column, "", "a quote opens here and is never closed"});
  } else if (row_.form == RowForm::stray_quote) {
    rows_.skip({line, row_.column, "", "a comma should follow the closing quote"});
  } else {
    const bool is_short = row_.fields.size() < width_->least;
    rows_.skip({line, 0, "",
                "expected " + std::to_string(is_short ? width_->least : width_->most) +
                    " fields, found " + std::to_string(row_.fields.size())});
  }
}

}  // namespace segue::read
