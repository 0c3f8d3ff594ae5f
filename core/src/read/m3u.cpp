#include <algorithm>
#include <string>

#include "read/described_songs.h"
#include "read/formats.h"
#include "read/song_line.h"
#include "read/song_path.h"
#include "read/text_format.h"
#include "segue/unicode/text.h"
#include "segue/util/error.h"

namespace segue::read {
namespace {

/// M3U and M3U8, extended or not.
class M3u : public TextFormat {
 public:
  explicit M3u(RowSink& rows)
      : TextFormat(rows),
        songs_(rows,
               "neither a line #EXTINF:seconds,Artist - Title nor the path says who plays what") {}

 private:
  void take_text(std::string_view text, std::uint64_t line) override {
    if (text.starts_with('#')) {
      read_directive(text, line);
    } else if (!text.empty()) {
      read_path(text, line);
    }
  }

  void take_unknown(const Line& line) override {
    if (!line.text.starts_with('#')) skip_song(line.number);
    is_unknown_ = line.text.starts_with('#');
  }

  void end() override { songs_.finish(); }

  void read_directive(std::string_view text, std::uint64_t line) {
    if (text.starts_with("#EXT-X-")) {
      throw Error(ErrorCode::bad_input,
                  "this is the list of a video's or radio's pieces (HLS), not of songs: choose a "
                  "playlist that a music player has saved",
                  {rows_.file(), line, 0});
    }
    if (const auto encoding = after(text, "#EXTENC:"); !encoding.empty())
      rows_.encoding().set(encoding);
    if (const auto name = after(text, "#PLAYLIST:"); !name.empty()) songs_.name(name);
    if (const auto artist = after(text, "#EXTART:"); !artist.empty()) artist_ = artist;
    if (const auto info = after(text, "#EXTINF:"); !info.empty()) read_info(info);
  }

  static std::string_view after(std::string_view text, std::string_view directive) {
    return text.starts_with(directive) ? trimmed(text.substr(directive.size()))
                                       : std::string_view();
  }

  /// "191,Artist - Title"; behind the seconds there may be attributes with quoted commas.
  void read_info(std::string_view info) {
    is_endless_ = info.starts_with('-');
    bool quoted = false;
    for (std::size_t at = 0; at < info.size(); ++at) {
      if (info[at] == '"') quoted = !quoted;
      if (info[at] != ',' || quoted) continue;
      has_attributes_ = info.substr(0, at).find('=') != std::string_view::npos;
      described_ = trimmed(info.substr(at + 1));
      return;
    }
  }

  void read_path(std::string_view path, std::uint64_t line) {
    if (is_unknown_ && described_.empty()) return skip_song(line);
    const DescribedSong song{artist_, described_, path};
    // Programs that save links to songs do not know how long those are either.
    if (is_endless_ && (has_attributes_ || is_radio(song)) && is_link(path)) {
      rows_.leave_out(kRadio);
    } else {
      songs_.add(song, {line});
    }
    begin_song();
  }

  void skip_song(std::uint64_t line) {
    rows_.skip(Place{line}, kUnknownEncoding);
    begin_song();
  }

  void begin_song() {
    described_.clear();
    artist_.clear();
    is_endless_ = has_attributes_ = is_unknown_ = false;
  }

  DescribedSongs songs_;
  std::string described_;  // what #EXTINF said of the path to come
  std::string artist_;     // what #EXTART said
  bool is_endless_ = false;
  bool has_attributes_ = false;  // as lists of stations have them
  bool is_unknown_ = false;      // a line about this song could not be decoded
};

/// A list of sound files, with the directives of the extended form or without.
bool is_m3u(const FileStart& start) {
  if (start.text().starts_with("#EXT")) return true;
  if (!start.has_enough_lines() || !start.is_text()) return false;
  const auto first = std::find_if(start.lines().begin(), start.lines().end(),
                                  [](std::string_view line) { return !line.starts_with('#'); });
  return first != start.lines().end() && is_sound_path(*first);
}

}  // namespace

const FormatKind kM3u = {"M3U playlist", is_m3u, make_format<M3u>};

}  // namespace segue::read
