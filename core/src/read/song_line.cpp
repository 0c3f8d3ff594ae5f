#include "read/song_line.h"

#include <algorithm>
#include <string>

#include "segue/unicode/text.h"

namespace segue::read {
namespace {

constexpr std::string_view kDashes[] = {" - ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", "\t"};
constexpr std::string_view kSoundEndings[] = {".mp3", ".m4a",  ".flac", ".ogg", ".opus", ".wma",
                                              ".wav", ".aiff", ".aac",  ".aif", ".mp4"};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Without "12. " or "3) " in front.
std::string_view without_number(std::string_view line, std::string_view ends) {
  std::size_t digits = 0;
  while (digits < std::min<std::size_t>(line.size(), 5) && is_digit(line[digits]))
    ++digits;
  if (digits == 0 || digits + 1 >= line.size()) return line;
  const bool is_number = ends.find(line[digits]) != std::string_view::npos;
  const bool space_follows = line[digits] == ' ' || line[digits + 1] == ' ';
  return is_number && space_follows ? trimmed(line.substr(digits + 1)) : line;
}

/// What is behind the last `/` or `\`, which is taken away from `path`.
std::string_view take_last_part(std::string_view& path) {
  const std::size_t slash = path.find_last_of("/\\");
  const std::string_view last = slash == std::string_view::npos ? path : path.substr(slash + 1);
  path = slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
  return last;
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

TrackNames split_song(std::string_view line) {
  line = without_number(trimmed(line), ".)");
  std::size_t first = std::string_view::npos;
  std::size_t size = 0;
  for (const std::string_view dash : kDashes) {
    const std::size_t at = line.find(dash);
    if (at >= first) continue;
    first = at;
    size = dash.size();
  }
  if (first == std::string_view::npos) return {};
  const TrackNames names{trimmed(line.substr(0, first)), trimmed(line.substr(first + size))};
  return names.artist.empty() || names.title.empty() ? TrackNames() : names;
}

bool is_song(std::string_view line) {
  return !split_song(line).title.empty();
}

TrackNames split_path(std::string_view path) {
  std::string_view name = take_last_part(path);
  name = trimmed(name.substr(0, name.rfind('.')));
  // "01 - Artist - Title", "01 Title"
  std::string_view rest = without_number(name, ".) ");
  while (rest.starts_with('-') || rest.starts_with(' '))
    rest.remove_prefix(1);
  const TrackNames song = split_song(rest);
  if (!song.title.empty()) return song;
  take_last_part(path);  // the album
  const std::string_view artist = trimmed(take_last_part(path));
  return artist.empty() || rest.empty() ? TrackNames() : TrackNames{artist, rest};
}

bool is_sound_path(std::string_view line) {
  const std::string_view end = trimmed(line);
  const std::string ending =
      lower_case(repair_utf8(end.substr(end.size() - std::min<std::size_t>(end.size(), 5))));
  return std::any_of(std::begin(kSoundEndings), std::end(kSoundEndings),
                     [&](std::string_view one) { return ending.ends_with(one); });
}

}  // namespace segue::read
