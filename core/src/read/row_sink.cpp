#include "read/row_sink.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "segue/unicode/text.h"

namespace segue::read {
namespace {

constexpr std::size_t kMostProblems = 10;

}  // namespace

RowSink::RowSink(std::string file, std::uint64_t max_rows, EntrySink sink,
                 std::string_view encoding)
    : file_(std::move(file)),
      user_(repair_utf8(file_)),
      max_rows_(max_rows),
      sink_(std::move(sink)),
      encoding_(encoding) {}

std::string_view RowSink::stem() const {
  std::string_view name = user_;
  name.remove_prefix(name.find_last_of("/\\") + 1);
  const std::size_t dot = name.rfind('.');
  return dot == 0 ? name : name.substr(0, dot);
}

void RowSink::add(const PlaylistEntry& entry) {
  // The row past the last one wanted is what tells that there are more.
  if (max_rows_ != 0 && report_.rows_read == max_rows_) {
    report_.more = is_done_ = true;
    return;
  }
  ++report_.rows_read;
  if (is_utf8(entry.artist) && is_utf8(entry.title) && is_utf8(entry.playlist) &&
      is_utf8(entry.user)) {
    sink_(entry);
  } else {
    add_repaired(entry);
  }
}

void RowSink::add_repaired(const PlaylistEntry& entry) {
  ++report_.rows_repaired;
  const std::string user = repair_utf8(entry.user);
  const std::string playlist = repair_utf8(entry.playlist);
  const std::string artist = repair_utf8(entry.artist);
  const std::string title = repair_utf8(entry.title);
  sink_({user, playlist, artist, title, entry.list, entry.ended});
}

void RowSink::add(std::string_view playlist, std::uint64_t list, std::string_view artist,
                  std::string_view title, const Place& place, std::int64_t ended) {
  if (!artist.empty() && !title.empty()) {
    add({user_, playlist, artist, title, list, ended});
  } else if (artist.empty() && title.empty()) {
    skip(place, "there is neither an artist nor a title");
  } else {
    skip(place, artist.empty() ? "there is no artist" : "there is no title");
  }
}

void RowSink::skip(const Place& place, std::string reason) {
  std::string record;
  if (place.playlist != 0) record = "playlist " + std::to_string(place.playlist);
  if (place.track != 0)
    record.append(record.empty() ? "" : ", ").append("track " + std::to_string(place.track));
  skip({place.line, 0, std::move(record), std::move(reason)});
}

void RowSink::skip(ReadProblem problem) {
  if (is_done_) return;
  ++report_.rows_skipped;
  if (report_.problems.size() < kMostProblems) report_.problems.push_back(std::move(problem));
}

void RowSink::leave_out(std::string_view what) {
  if (is_done_) return;
  const auto found = std::find_if(report_.left_out.begin(), report_.left_out.end(),
                                  [&](const LeftOut& one) { return one.what == what; });
  if (found != report_.left_out.end()) {
    ++found->rows;
  } else {
    report_.left_out.push_back({std::string(what), 1});
  }
}

void RowSink::stop(ReadProblem problem) {
  if (is_done_) return;
  report_.stopped = std::move(problem);
  is_done_ = true;
}

}  // namespace segue::read
