#include "zenodo_csv.h"

#include <algorithm>
#include <utility>

#include "segue/text.h"

namespace segue::read {
namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);
constexpr std::size_t kMostProblems = 10;
// A quoted name may hold line ends. A quote that nobody closes must not swallow the rest of the
// file, so a row has at most this many lines; past that its first line alone is malformed.
constexpr std::size_t kMostLinesOfRow = 8;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool is_blank(std::string_view line) {
  return line.find_first_not_of(" \t") == std::string_view::npos;
}

}  // namespace

ZenodoCsv::ZenodoCsv(std::string file, std::uint64_t max_rows, EntrySink sink)
    : file_(std::move(file)), max_rows_(max_rows), sink_(std::move(sink)) {}

bool ZenodoCsv::push(std::string_view bytes) {
  if (!done()) lines_.push(bytes, [this](const Line& line) { return take(line); });
  return !done();
}

ReadReport ZenodoCsv::finish() {
  if (!done()) lines_.finish([this](const Line& line) { return take(line); });
  settle_pending(true);
  if (columns_ == 0) {
    throw Error(ErrorCode::bad_input, "the file is empty: choose one that holds playlists",
                {file_});
  }
  if (report_.rows_read == 0 && report_.rows_skipped != 0) {
    const ReadProblem& first = report_.problems.front();
    throw Error(ErrorCode::bad_input,
                "all " + std::to_string(report_.rows_skipped) +
                    " rows are malformed; the first: " + first.reason,
                {file_, first.line, first.column});
  }
  return std::move(report_);
}

bool ZenodoCsv::take(const Line& line) {
  if (columns_ == 0) {
    if (line.too_long || !is_blank(line.text)) read_header(line.text, line.number);
  } else if (line.too_long) {
    settle_pending(true);
    skip(line.number, 0, "the line is longer than 1 MiB");
  } else if (!pending_.empty()) {
    pending_.push_back({std::string(line.text), line.number});
    settle_pending(false);
  } else if (!is_blank(line.text)) {
    read_row(line.text, line.number);
  }
  return !done();
}

void ZenodoCsv::read_header(std::string_view line, std::uint64_t number) {
  constexpr std::array<std::string_view, kColumns> names = {"user_id", "artistname", "trackname",
                                                            "playlistname"};
  if (line.starts_with(kByteOrderMark)) line.remove_prefix(kByteOrderMark.size());
  const std::string header = lower_case(repair_utf8(line));  // row_ holds views of it
  parse_csv_row(header, row_);
  for (std::size_t column = 0; column < kColumns; ++column) {
    const auto found = std::find(row_.fields.begin(), row_.fields.end(), names[column]);
    where_[column] =
        found == row_.fields.end() ? kNone : static_cast<std::size_t>(found - row_.fields.begin());
    if (where_[column] != kNone || column == kUser) continue;
    throw Error(
        ErrorCode::bad_input,
        "this is not a playlist file that Segue knows: its first line must name the columns "
        "\"user_id\", \"artistname\", \"trackname\", \"playlistname\", and " +
            std::string(names[column]) + " is not there",
        {file_, number, 0});
  }
  columns_ = row_.fields.size();
}

void ZenodoCsv::read_row(std::string_view row, std::uint64_t number) {
  if (parse_row(row)) {
    emit();
  } else if (row_.form == RowForm::open_quote) {
    pending_.push_back({std::string(row), number});
  } else {
    skip_malformed(row, number);
  }
}

/// Puts the row's fields into row_: as RFC 4180 has it, or else with its quotes bare. False where
/// neither gives one field a column; row_.form is then what the strict reading found.
bool ZenodoCsv::parse_row(std::string_view row) {
  parse_csv_row(row, row_);
  if (row_.form == RowForm::well_formed && has_fields()) return true;
  return split_bare_quotes(row, row_.fields) && has_fields();
}

/// Decides as many of the pending lines as can be decided.
void ZenodoCsv::settle_pending(bool at_end) {
  while (!pending_.empty() && !done()) {
    const std::size_t lines = read_pending_row(at_end);
    if (lines == 0) return;
    pending_.erase(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(lines));
  }
}

/// Reads the row that starts the pending lines and gives how many of them it took: 0 where it may
/// go on in a line that has not arrived; 1 where it is malformed, so that the next are read anew.
std::size_t ZenodoCsv::read_pending_row(bool at_end) {
  const PendingLine& first = pending_.front();
  if (is_blank(first.text)) return 1;
  std::string row;
  for (std::size_t count = 1; count <= std::min(pending_.size(), kMostLinesOfRow); ++count) {
    if (count > 1) row += '\n';
    row += pending_[count - 1].text;
    if (parse_row(row)) {
      emit();
      return count;
    }
    if (row_.form != RowForm::open_quote) break;
  }
  const bool may_go_on = row_.form == RowForm::open_quote && pending_.size() < kMostLinesOfRow;
  if (may_go_on && !at_end) return 0;
  skip_malformed(first.text, first.number);
  return 1;
}

void ZenodoCsv::emit() {
  bool repaired = false;
  std::array<std::string, kColumns> texts;  // of the fields that had to be repaired
  std::array<std::string_view, kColumns> fields;
  for (std::size_t column = 0; column < kColumns; ++column) {
    if (where_[column] == kNone) continue;
    fields[column] = row_.fields[where_[column]];
    if (is_utf8(fields[column])) continue;
    texts[column] = repair_utf8(fields[column]);
    fields[column] = texts[column];
    repaired = true;
  }
  ++report_.rows_read;
  report_.rows_repaired += repaired ? 1 : 0;
  sink_({fields[kUser], fields[kPlaylist], fields[kArtist], fields[kTitle]});
}

void ZenodoCsv::skip(std::uint64_t line, std::uint64_t column, std::string reason) {
  ++report_.rows_skipped;
  if (report_.problems.size() < kMostProblems) {
    report_.problems.push_back({line, column, std::move(reason)});
  }
}

void ZenodoCsv::skip_malformed(std::string_view row, std::uint64_t line) {
  parse_csv_row(row, row_);
  if (row_.form == RowForm::open_quote) {
    skip(line, row_.column, "a quote opens here and is never closed");
  } else if (row_.form == RowForm::stray_quote) {
    skip(line, row_.column, "a comma should follow the closing quote");
  } else {
    skip(line, 0,
         "expected " + std::to_string(columns_) + " fields, found " +
             std::to_string(row_.fields.size()));
  }
}

}  // namespace segue::read
