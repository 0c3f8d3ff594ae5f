#include <algorithm>
#include <string>

#include "read/encoding.h"
#include "read/formats.h"
#include "read/line_format.h"
#include "read/log_line.h"
#include "read/song_line.h"

namespace segue::read {
namespace {

/// "Artist - Title" a line. A blank line ends a playlist; all are named after the file.
class PlainText : public LineFormat {
 public:
  explicit PlainText(RowSink& rows) : rows_(rows), name_(rows.stem()) {}

 private:
  bool take(const Line& line) override {
    std::string buffer;
    const std::string_view text = trimmed(as_utf8(line.text, buffer));
    if (line.too_long) {
      rows_.skip(Place{line.number}, "the line is longer than 1 MiB");
    } else if (text.empty()) {
      is_new_ = true;
    } else {
      read_song(text, line.number);
    }
    return !rows_.is_done();
  }

  void read_song(std::string_view text, std::uint64_t line) {
    const TrackNames names = split_song(text);
    if (names.title.empty())
      return rows_.skip(Place{line}, "the line is not of the form \"Artist - Title\"");
    if (is_new_) ++playlist_;
    is_new_ = false;
    rows_.add(name_, playlist_, names.artist, names.title, {line});
  }

  RowSink& rows_;
  std::string name_;
  std::uint64_t playlist_ = 0;
  bool is_new_ = true;  // the next song begins a playlist
};

/// At least half of the lines are songs, and they are neither a table nor a log.
bool is_plain_text(const FileStart& start) {
  if (!start.has_enough_lines() || !start.is_text() || start.table().is_table) return false;
  if (std::any_of(start.lines().begin(), start.lines().end(), is_log_line)) return false;
  const auto songs = std::count_if(start.lines().begin(), start.lines().end(), is_song);
  return songs > 0 && 2 * static_cast<std::size_t>(songs) >= start.lines().size();
}

}  // namespace

const FormatKind kPlainText = {"list of songs", is_plain_text, make_format<PlainText>};

}  // namespace segue::read
