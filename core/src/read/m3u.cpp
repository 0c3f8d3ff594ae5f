#include <algorithm>
#include <string>

#include "read/encoding.h"
#include "read/formats.h"
#include "read/line_format.h"
#include "read/percent_code.h"
#include "read/song_line.h"
#include "segue/unicode/text.h"
#include "segue/util/error.h"

namespace segue::read {
namespace {

/// M3U and M3U8, extended or not. Lines are UTF-8, or where they are not that, Windows-1252.
class M3u : public LineFormat {
 public:
  explicit M3u(RowSink& rows) : rows_(rows), name_(rows.stem()) {}

 private:
  bool take(const Line& line) override {
    if (line.too_long) {
      rows_.skip(Place{line.number}, "the line is longer than 1 MiB");
      return !rows_.is_done();
    }
    std::string buffer;
    const std::string_view text = trimmed(as_utf8(line.text, buffer));
    if (text.starts_with('#')) {
      read_directive(text, line.number);
    } else if (!text.empty()) {
      read_path(text, line.number);
      described_.clear();
      artist_.clear();
      is_stream_ = false;
    }
    return !rows_.is_done();
  }

  void read_directive(std::string_view text, std::uint64_t line) {
    if (text.starts_with("#EXT-X-")) {
      throw Error(ErrorCode::bad_input,
                  "this is the list of a video's or radio's pieces (HLS), not of songs: choose a "
                  "playlist that a music player has saved",
                  {rows_.file(), line, 0});
    }
    if (const auto name = after(text, "#PLAYLIST:"); !name.empty()) name_ = name;
    if (const auto artist = after(text, "#EXTART:"); !artist.empty()) artist_ = artist;
    if (const auto info = after(text, "#EXTINF:"); !info.empty()) read_info(info);
  }

  static std::string_view after(std::string_view text, std::string_view directive) {
    return text.starts_with(directive) ? trimmed(text.substr(directive.size()))
                                       : std::string_view();
  }

  /// "191,Artist - Title"; behind the seconds there may be attributes with quoted commas.
  void read_info(std::string_view info) {
    is_stream_ = info.starts_with('-');
    bool quoted = false;
    for (std::size_t at = 0; at < info.size(); ++at) {
      if (info[at] == '"') quoted = !quoted;
      if (info[at] != ',' || quoted) continue;
      described_ = trimmed(info.substr(at + 1));
      return;
    }
  }

  void read_path(std::string_view path, std::uint64_t line) {
    if (is_stream_ && path.find("://") != std::string_view::npos && !path.starts_with("file:"))
      return rows_.leave_out("radio streams");
    if (!artist_.empty() && !described_.empty()) return add(named_artist(), line);
    const TrackNames described = split_song(described_);
    if (!described.title.empty()) return add(described, line);
    const std::string plain =
        path.starts_with("file:") ? from_percent_code(path, false) : std::string(path);
    const TrackNames in_path = split_path(plain);
    if (in_path.title.empty()) {
      return rows_.skip(Place{line},
                        "neither a line #EXTINF:seconds,Artist - Title nor the path "
                        "says who plays what");
    }
    add(in_path, line);
  }

  /// The line's own title, where #EXTART says whose it is.
  TrackNames named_artist() const {
    const TrackNames song = split_song(described_);
    const bool repeats = lower_case(song.artist) == lower_case(artist_);
    return {artist_, repeats ? song.title : std::string_view(described_)};
  }

  void add(TrackNames names, std::uint64_t line) {
    rows_.add(name_, 1, names.artist, names.title, {line});
  }

  RowSink& rows_;
  std::string name_;
  std::string described_;  // what #EXTINF said of the path to come
  std::string artist_;     // what #EXTART said
  bool is_stream_ = false;
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
