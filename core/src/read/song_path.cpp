#include "read/song_path.h"

#include <algorithm>
#include <iterator>

#include "read/code_page.h"
#include "read/percent_code.h"
#include "read/song_line.h"
#include "segue/unicode/text.h"
#include "track/find_dash.h"

namespace segue::read {
namespace {

constexpr std::size_t kNone = std::string_view::npos;

// Under these lie everybody's songs, in folders by artist.
constexpr std::string_view kRoots[] = {
    "music",         "my music",       "musik",        "eigene musik", "musique", "ma musique",
    "música",        "mi música",      "musica",       "muziek",       "muzyka",  "musikk",
    "musiikki",      "hudba",          "музыка",       "音乐",         "音楽",    "음악",
    "itunes",        "itunes media",   "itunes music", "mp3",          "mp3s",    "flac",
    "audio",         "songs",          "downloads",    "download",     "media",   "media.localized",
    "music library", "musikbibliothek"};
// Behind these comes a person's name.
constexpr std::string_view kHomes[] = {"home", "users", "documents and settings"};
constexpr std::string_view kNobody[] = {"unknown artist",        "unknown",         "compilations",
                                        "unbekannter interpret", "artiste inconnu", "various"};
constexpr std::string_view kDiscs[] = {"cd", "disc", "disk", "disque", "disco", "dvd", "side"};

template <std::size_t N>
bool contains(const std::string_view (&words)[N], std::string_view word) {
  return std::find(std::begin(words), std::end(words), lower_case(word)) != std::end(words);
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_number(std::string_view text, std::size_t least, std::size_t most) {
  return text.size() >= least && text.size() <= most &&
         std::all_of(text.begin(), text.end(), is_digit);
}

/// Where what names the scheme of an address ends: behind "https://"; 0 where it is none.
std::size_t scheme_end(std::string_view location) {
  const std::size_t colon = location.find("://");
  return colon == kNone || location.find_first_of("/\\ ") < colon ? 0 : colon + 3;
}

bool is_file(std::string_view location) {
  return lower_case(repair_utf8(location.substr(0, 5))) == "file:";
}

/// Whether each % begins a code: addresses that programs write without "file:".
bool is_percent_coded(std::string_view text) {
  const auto is_hex = [](char c) {
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  };
  bool is_coded = false;
  for (std::size_t at = text.find('%'); at != kNone; at = text.find('%', at + 1)) {
    if (at + 2 >= text.size() || !is_hex(text[at + 1]) || !is_hex(text[at + 2])) return false;
    is_coded = true;
  }
  return is_coded && text.find(' ') == kNone;
}

/// The path of a location, without scheme and machine, in UTF-8.
std::string path_of(std::string_view location) {
  std::string_view path = trimmed(location);
  const bool is_address = scheme_end(path) != 0 || is_file(path);
  if (is_link(path)) path = path.substr(0, path.find_first_of("?#"));
  if (const std::size_t end = scheme_end(path); end != 0) {
    path.remove_prefix(end);
    path.remove_prefix(std::min(path.find('/'), path.size()));  // the machine
  } else if (is_file(path)) {
    path.remove_prefix(5);
  }
  const bool is_coded = is_address || is_percent_coded(path);
  const std::string text = is_coded ? from_percent_code(path, false) : std::string(path);
  std::string buffer;
  return std::string(LineEncoding().utf8(text, buffer).value_or(repair_utf8(text)));
}

/// The names between the slashes, without those that name no folder.
std::vector<std::string> parts_of(std::string_view path) {
  std::vector<std::string> parts;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find_first_of("/\\"), path.size());
    const std::string_view part = trimmed(path.substr(0, end));
    const bool is_drive = part.size() == 2 && part[1] == ':';
    if (!part.empty() && part != "." && part != ".." && !is_drive) parts.emplace_back(part);
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return parts;
}

/// "CD1", "Disc 2".
bool is_disc(const std::string& folder) {
  const std::string name = lower_case(folder);
  for (const std::string_view disc : kDiscs) {
    if (!name.starts_with(disc)) continue;
    std::string_view rest = std::string_view(name).substr(disc.size());
    while (!rest.empty() && std::string_view(" -_#.").find(rest.front()) != kNone)
      rest.remove_prefix(1);
    if (is_number(rest, 1, 2) || (disc == "side" && rest.size() == 1)) return true;
  }
  return false;
}

/// Takes away what stands before the folders that songs lie in.
void drop_everybodys(std::vector<std::string>& folders) {
  std::size_t begin = 0;
  std::size_t root_before = 0;  // behind the last root but one
  for (std::size_t i = 0; i < folders.size(); ++i) {
    if (contains(kRoots, folders[i])) {
      root_before = begin;
      begin = i + 1;
    } else if (contains(kHomes, folders[i])) {
      begin = root_before = std::min(i + 2, folders.size());
    }
  }
  // An album that is called Music lies below an artist that lies below a root.
  if (begin == folders.size() && root_before != 0 && root_before + 1 < begin) begin = root_before;
  folders.erase(folders.begin(), folders.begin() + static_cast<std::ptrdiff_t>(begin));
  while (!folders.empty() && is_disc(folders.back()))
    folders.pop_back();
}

/// "1997 - OK Computer", "[1997] OK Computer" without the year.
std::string_view without_year(std::string_view folder) {
  const bool is_bracketed = folder.starts_with('[') || folder.starts_with('(');
  const std::size_t begin = is_bracketed ? 1 : 0;
  if (!is_number(folder.substr(begin, 4), 4, 4)) return folder;
  std::string_view rest = folder.substr(begin + 4);
  if (is_bracketed && !rest.starts_with(folder.front() == '[' ? ']' : ')')) return folder;
  rest.remove_prefix(begin);
  while (!rest.empty() && std::string_view(" -_.").find(rest.front()) != kNone)
    rest.remove_prefix(1);
  return rest.empty() ? folder : rest;
}

std::string artist_of(const std::vector<std::string>& folders) {
  if (folders.empty()) return {};
  const TrackNames album = split_at_dash(without_year(folders.back()));
  const std::string_view artist = !album.artist.empty() ? album.artist
                                  : folders.size() == 1 ? folders.back()
                                                        : folders[folders.size() - 2];
  return contains(kNobody, artist) ? std::string() : std::string(artist);
}

/// Without ".mp3", and with spaces where somebody wrote underscores for all of them.
std::string stem_of(std::string_view file) {
  const std::size_t dot = file.rfind('.');
  const std::string_view ending = dot == kNone ? std::string_view() : file.substr(dot + 1);
  const bool is_ending = !ending.empty() && ending.size() <= 5 && dot != 0 &&
                         ending.find(' ') == kNone && !is_number(ending, 1, 5);
  std::string stem(trimmed(is_ending ? file.substr(0, dot) : file));
  if (stem.find(' ') == std::string::npos) std::replace(stem.begin(), stem.end(), '_', ' ');
  return std::string(trimmed(stem));
}

/// Without "06 ", "06. ", "1-06 - " in front. Two digits and a space begin the names that programs
/// give; another number and a space belongs to the title.
std::string_view without_number(std::string_view stem) {
  const auto digits_at = [&](std::size_t at) {
    std::size_t size = 0;
    while (at + size < stem.size() && is_digit(stem[at + size]))
      ++size;
    return size;
  };
  std::size_t end = digits_at(0);
  if (end == 0 || end > 3) return stem;
  const bool has_disc =
      end + 1 < stem.size() && (stem[end] == '-' || stem[end] == '.') && digits_at(end + 1) == 2;
  const bool is_sure = has_disc || stem.front() == '0';
  if (has_disc) end += 3;
  std::string_view rest = stem.substr(end);
  const std::size_t signs = std::min(rest.find_first_not_of(" .)-_"), rest.size());
  if (signs == 0 && !rest.empty()) return stem;
  const bool is_space_only = rest.substr(0, signs) == " ";
  rest.remove_prefix(signs);
  if (!is_space_only || is_sure) return rest;
  return end == 2 && split_at_dash(rest).title.empty() ? rest : stem;
}

/// "Artist - Album - 06 - Title", "Artist - Album - Title" without what stands in between.
std::string_view title_behind(std::string_view title, const std::vector<std::string>& folders) {
  for (auto dash = find_dash(title, 0); dash; dash = find_dash(title, dash->end)) {
    if (!dash->is_spaced) continue;
    const std::string_view before = title.substr(0, dash->begin);
    const std::size_t last = before.find_last_not_of("0123456789");
    const std::string_view number = before.substr(last + 1);  // npos + 1 is 0
    const bool is_track = is_number(number, 1, 3) && (last == kNone || before[last] == ' ') &&
                          (last == kNone || trimmed(before.substr(0, last)).ends_with('-'));
    const bool is_album = !folders.empty() && lower_case(before) == lower_case(folders.back());
    if (is_track || is_album) return title.substr(dash->end);
  }
  return title;
}

}  // namespace

SongPath read_song_path(std::string_view location) {
  SongPath song;
  song.folders = parts_of(path_of(location));
  if (song.folders.empty()) return song;
  const std::string file = std::move(song.folders.back());
  song.folders.pop_back();
  // What a link to no sound file ends with is no title.
  if (is_link(location) && !is_sound_path(file)) return {};
  drop_everybodys(song.folders);
  const std::string stem = stem_of(file);
  const std::string_view names = without_number(stem);
  song.stem = names;
  song.folder_artist = artist_of(song.folders);
  if (const TrackNames parts = split_at_dash(names); !parts.title.empty()) {
    song.artist = parts.artist;
    song.title = title_behind(parts.title, song.folders);
    return song;
  }
  song.artist = song.folder_artist;
  song.title = names;
  return song;
}

bool is_link(std::string_view location) {
  return scheme_end(trimmed(location)) != 0 && !is_file(trimmed(location));
}

bool is_station(std::string_view link) {
  std::string address = lower_case(repair_utf8(trimmed(link)));
  address.erase(0, scheme_end(address));
  const std::string_view host = std::string_view(address).substr(0, address.find('/'));
  const std::string_view path = std::string_view(address).substr(host.size());
  const auto holds = [&](std::string_view word) { return host.find(word) != kNone; };
  if (holds("radio") || holds("stream") || holds("icecast") || holds("shoutcast")) return true;
  const std::size_t port = host.rfind(':');
  const bool has_port = port != kNone && is_number(host.substr(port + 1), 2, 5);
  const std::string_view last = path.substr(std::min(path.rfind('/') + 1, path.size()));
  const std::string_view word = last.substr(0, last.find_first_of(".?;"));
  if (word.empty() || word == "stream" || word == "listen" || word == "live") return true;
  for (const std::string_view ending : {".m3u8", ".m3u", ".pls", ".asx"}) {
    if (last.ends_with(ending)) return true;
  }
  return has_port && !is_sound_path(last);
}

}  // namespace segue::read
