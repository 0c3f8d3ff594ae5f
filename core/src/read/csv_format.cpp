#include "read/csv_format.h"

#include <algorithm>
#include <utility>

#include "read/song_line.h"

namespace segue::read {
namespace {

// A quoted name may hold line ends. A quote that nobody closes must not swallow the rest of the
// file, so a row has at most this many lines; past that its first line alone is malformed.
constexpr std::size_t kMostLinesOfRow = 8;

bool is_blank(std::string_view line) {
  return std::all_of(line.begin(), line.end(), [](char c) { return c == ' ' || c == '\t'; });
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
  } else if (!pending_.empty()) {
    pending_.push_back({std::string(line.text), line.number});
    settle_pending(false);
  } else if (lines_before_ != 0) {
    if (!trimmed(line.text).empty()) --lines_before_;
  } else if (!is_blank(line.text)) {
    take_row(line.text, line.number);
  }
  return !rows_.is_done();
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

/// Puts the row's fields into row_: as the dialect has it, or else with its quotes bare, or with
/// quotes that are no field's. False where none gives as many as there should be; row_.form is then
/// what the strict reading found.
bool CsvFormat::parse_row(std::string_view row) {
  parse_csv_row(row, form_.dialect, row_);
  if (row_.form == RowForm::well_formed && has_fields()) return true;
  if (split_bare_quotes(row, form_.dialect.delimiter, row_.fields) && has_fields()) return true;
  return row_.form == RowForm::stray_quote && parse_leniently(row);
}

bool CsvFormat::parse_leniently(std::string_view row) {
  const RowForm found = row_.form;
  parse_csv_row(row, {form_.dialect.delimiter, Quotes::lenient}, row_);
  if (row_.form == RowForm::well_formed && has_fields()) return true;
  row_.form = found;
  return false;
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
  // Where nothing follows, the row was cut short instead.
  if (pending_.size() > 1 && parse_leniently(first.text)) {
    read_row(row_.fields, first.number);
  } else {
    skip_malformed(first.text, first.number);
  }
  return 1;
}

bool CsvFormat::has_fields() {
  CsvFields& fields = row_.fields;
  while (width_.may_end_empty && fields.size() > width_.most && fields.back().empty())
    fields.pop_back();
  return fields.size() >= width_.least && fields.size() <= width_.most;
}

void CsvFormat::skip_malformed(std::string_view row, std::uint64_t line) {
  parse_csv_row(row, form_.dialect, row_);
  if (row_.form == RowForm::open_quote) {
    rows_.skip({line, row_.column, "", "a quote opens here and is never closed"});
  } else if (row_.form == RowForm::stray_quote) {
    const std::string delimiter = delimiter_name(form_.dialect.delimiter);
    rows_.skip({line, row_.column, "", "a " + delimiter + " should follow the closing quote"});
  } else {
    const bool is_short = row_.fields.size() < width_.least;
    rows_.skip({line, 0, "",
                "expected " + std::to_string(is_short ? width_.least : width_.most) +
                    " fields, found " + std::to_string(row_.fields.size())});
  }
}

}  // namespace segue::read
