#include <algorithm>
#include <string>

#include "read/described_songs.h"
#include "read/formats.h"
#include "read/text_format.h"
#include "segue/unicode/text.h"

namespace segue::read {
namespace {

/// A line's first word, in capitals; what is behind it, without quotation marks.
struct Command {
  std::string word;
  std::string_view value;
};

Command command_in(std::string_view line) {
  const std::size_t end = std::min(line.find_first_of(" \t"), line.size());
  Command command{std::string(line.substr(0, end)), trimmed(line.substr(end))};
  for (char& c : command.word) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  if (command.value.starts_with('"')) {
    command.value.remove_prefix(1);
    command.value = command.value.substr(0, command.value.rfind('"'));
  }
  return command;
}

/// A cue sheet: the tracks of a record or a mix. What the sheet says before the first of them is of
/// the whole.
class Cue : public TextFormat {
 public:
  explicit Cue(RowSink& rows) : TextFormat(rows), songs_(rows) {}

 private:
  void take_text(std::string_view text, std::uint64_t line) override {
    const auto [word, value] = command_in(text);
    if (word == "TRACK") {
      end_track();
      line_ = line;
      is_sound_ = lower_case(value).find("audio") != std::string::npos;
      artist_.clear();
      title_.clear();
    } else if (word == "PERFORMER") {
      (line_ == 0 ? performer_ : artist_) = value;
    } else if (word == "TITLE" && line_ == 0) {
      songs_.name(value);
    } else if (word == "TITLE") {
      title_ = value;
    }
  }

  void end() override {
    end_track();
    songs_.finish();
  }

  void end_track() {
    if (line_ == 0) return;
    if (!is_sound_) return rows_.leave_out("tracks of data");
    songs_.add({artist_.empty() ? performer_ : artist_, title_, {}}, {line_});
    line_ = 0;
  }

  DescribedSongs songs_;
  std::string performer_;   // of the whole
  std::uint64_t line_ = 0;  // where the track began; 0 before the first
  bool is_sound_ = true;
  std::string artist_, title_;
};

bool is_track(std::string_view line) {
  const Command command = command_in(trimmed(line));
  return command.word == "TRACK" && command.value.size() > 3 && command.value[0] >= '0' &&
         command.value[0] <= '9' && command.value.find(' ') <= 3;
}

bool is_cue(const FileStart& start) {
  constexpr std::string_view kFirst[] = {"REM",     "PERFORMER",  "TITLE",      "FILE",
                                         "CATALOG", "SONGWRITER", "CDTEXTFILE", "TRACK"};
  const std::string_view line = start.text().substr(0, start.text().find_first_of("\r\n"));
  const bool may_be =
      std::find(std::begin(kFirst), std::end(kFirst), command_in(line).word) != std::end(kFirst);
  return may_be && std::any_of(start.lines().begin(), start.lines().end(), is_track);
}

}  // namespace

const FormatKind kCue = {"cue sheet", is_cue, make_format<Cue>};

}  // namespace segue::read
