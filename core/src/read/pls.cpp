#include <charconv>
#include <cstdint>
#include <map>
#include <string>

#include "read/described_songs.h"
#include "read/formats.h"
#include "read/text_format.h"
#include "segue/unicode/text.h"

namespace segue::read {
namespace {

/// PLS, which Winamp, VLC and stations write: File1=, Title1=, ... in any order, so all are kept
/// until the end.
class Pls : public TextFormat {
 public:
  explicit Pls(RowSink& rows)
      : TextFormat(rows), songs_(rows, "neither its title nor its path says who plays what") {}

 private:
  struct Entry {
    std::string file;
    std::string title;
    std::uint64_t line = 0;
  };

  void take_text(std::string_view text, std::uint64_t line) override {
    const std::size_t sign = text.find('=');
    if (sign == std::string_view::npos) return;
    const std::string key = lower_case(trimmed(text.substr(0, sign)));
    const std::string_view value = trimmed(text.substr(sign + 1));
    if (const std::uint32_t number = number_behind(key, "file"); number != 0) {
      entries_[number].file = value;
      entries_[number].line = line;
    }
    if (const std::uint32_t number = number_behind(key, "title"); number != 0)
      entries_[number].title = value;
    if (key == "x-gnome-title") songs_.name(value);
  }

  /// 0 where there is none.
  static std::uint32_t number_behind(std::string_view key, std::string_view word) {
    std::uint32_t number = 0;
    if (key.starts_with(word))
      std::from_chars(key.data() + word.size(), key.data() + key.size(), number);
    return number;
  }

  void end() override {
    for (const auto& [number, entry] : entries_) {
      const DescribedSong song{{}, entry.title, entry.file};
      if (is_radio(song)) {
        rows_.leave_out(kRadio);
      } else {
        songs_.add(song, {entry.line});
      }
    }
    songs_.finish();
  }

  DescribedSongs songs_;
  std::map<std::uint32_t, Entry> entries_;
};

bool is_pls(const FileStart& start) {
  const std::string_view first = start.text().substr(0, start.text().find_first_of("\r\n"));
  return lower_case(repair_utf8(trimmed(first.substr(0, 20)))) == "[playlist]";
}

}  // namespace

const FormatKind kPls = {"PLS playlist", is_pls, make_format<Pls>};

}  // namespace segue::read
