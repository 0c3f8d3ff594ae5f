#include "segue/read/reader.h"

#include <algorithm>
#include <utility>

#include "read/code_page.h"
#include "read/encoding.h"
#include "read/format.h"
#include "read/recognise.h"
#include "read/row_sink.h"

namespace segue {

bool is_encoding(std::string_view name) {
  return read::find_code_page(name) != nullptr;
}

PlaylistReader::PlaylistReader(std::string file, std::uint64_t max_rows, EntrySink sink,
                               const std::string& encoding)
    : rows_(std::make_unique<read::RowSink>(std::move(file), max_rows, std::move(sink), encoding)),
      decoder_(std::make_unique<read::Utf8Stream>()),
      next_look_(read::kFirstLook) {}

PlaylistReader::~PlaylistReader() = default;
PlaylistReader::PlaylistReader(PlaylistReader&&) noexcept = default;
PlaylistReader& PlaylistReader::operator=(PlaylistReader&&) noexcept = default;

bool PlaylistReader::push(std::string_view bytes) {
  if (rows_->is_done()) return false;
  const std::string_view text = decoder_->take(bytes);
  if (format_) {
    format_->push(text);
  } else {
    start_ += text;
    while (!format_ && start_.size() >= next_look_)
      begin(std::string_view(start_).substr(0, next_look_), false);
  }
  return !rows_->is_done();
}

/// Looks at the first bytes, and reads all that are there once it is known what they are.
void PlaylistReader::begin(std::string_view start, bool at_end) {
  read::Recognised found = read::recognise(start, at_end, *rows_);
  next_look_ = std::min(2 * next_look_, read::kLongestStart);
  if (!found.format) return;
  name_ = found.name;
  format_ = std::move(found.format);
  format_->push(std::exchange(start_, {}));
}

ReadReport PlaylistReader::finish() {
  const std::string_view rest = decoder_->finish();
  if (format_) {
    if (!rows_->is_done()) format_->push(rest);
  } else {
    start_ += rest;
    begin(std::string_view(start_).substr(0, read::kLongestStart), true);
  }
  format_->finish();
  ReadReport report = std::move(rows_->report());
  report.format = name_;
  report.is_encoding_guessed = rows_->encoding().has_guessed();
  require_rows(report);
  return report;
}

/// Throws where there were some, and none could be read.
void PlaylistReader::require_rows(const ReadReport& report) const {
  if (report.rows_read != 0 || (report.rows_skipped == 0 && !report.stopped)) return;
  const ReadProblem& first = report.problems.empty() ? *report.stopped : report.problems.front();
  std::string reason = first.record.empty() ? first.reason : first.record + ": " + first.reason;
  reason = report.rows_skipped <= 1 ? "nothing in it could be read: " + reason
                                    : "all " + std::to_string(report.rows_skipped) +
                                          " rows are malformed; the first: " + reason;
  throw Error(ErrorCode::bad_input, reason, {rows_->file(), first.line, first.column});
}

}  // namespace segue
