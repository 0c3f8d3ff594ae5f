#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "read/formats.h"
#include "read/log_line.h"
#include "read/song_line.h"
#include "read/text_format.h"

namespace segue::read {
namespace {

/// "Artist - Title" a line. A blank line ends a playlist; all are named after the file. A line
/// waits for the next, which tells whether the number in front of it numbers the list.
class PlainText : public TextFormat {
 public:
  explicit PlainText(RowSink& rows) : TextFormat(rows), name_(rows.stem()) {}

 private:
  struct Waiting {
    std::string text;
    std::uint64_t line;
    std::uint64_t playlist;
    bool is_behind_number;  // the line before had the number before
  };

  void take_text(std::string_view text, std::uint64_t line) override {
    if (text.empty()) {
      is_new_ = true;
    } else {
      take_song(text, line);
    }
  }

  void end() override { pass_on(std::nullopt); }

  void take_song(std::string_view text, std::uint64_t line) {
    const SongLine song = read_song_line(text);
    if (song.names.title.empty())
      return rows_.skip(Place{line}, "the line is not of the form \"Artist - Title\"");
    pass_on(song.number);
    if (is_new_) ++playlist_;
    waiting_ = Waiting{std::string(text), line, playlist_, runs_on(last_number_, song.number)};
    last_number_ = song.number;
    is_new_ = false;
  }

  static bool runs_on(std::optional<std::uint32_t> one, std::optional<std::uint32_t> next) {
    return one && next && (*next == *one + 1 || *one == *next + 1);  // charts may count down
  }

  /// Hands over the line that waits, behind which there is one with this number.
  void pass_on(std::optional<std::uint32_t> next_number) {
    if (!waiting_) return;
    const Waiting waiting = *std::exchange(waiting_, std::nullopt);
    const SongLine song = read_song_line(waiting.text);
    const bool is_numbered = waiting.is_behind_number || runs_on(song.number, next_number);
    const TrackNames names = is_numbered ? song.numbered : song.names;
    rows_.add(name_, waiting.playlist, names.artist, names.title, {waiting.line});
  }

  std::string name_;
  std::uint64_t playlist_ = 0;
  bool is_new_ = true;  // the next song begins a playlist
  std::optional<Waiting> waiting_;
  std::optional<std::uint32_t> last_number_;
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
