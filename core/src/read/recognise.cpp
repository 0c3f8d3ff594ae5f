#include "read/recognise.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "read/csv_format.h"
#include "read/formats.h"
#include "read/json_paths.h"
#include "read/song_line.h"
#include "read/timestamp.h"
#include "segue/unicode/text.h"
#include "segue/util/error.h"

namespace segue::read {
namespace {

constexpr FormatKind kZenodoCsv = {"CSV of playlists", make_zenodo_csv};
constexpr FormatKind kExportify = {"Exportify playlist", make_exportify};
constexpr FormatKind kLastfmGhan = {"Last.fm scrobbles", make_lastfm_ghan};
constexpr FormatKind kLastfmToCsv = {"Last.fm scrobbles", make_lastfm_to_csv};
constexpr FormatKind kAppleActivity = {"Apple Music play activity", make_apple_activity};
constexpr FormatKind kAppleDaily = {"Apple Music daily tracks", make_apple_daily};
constexpr FormatKind kMpdSlice = {"Million Playlist Dataset slice", make_mpd_slice};
constexpr FormatKind kSpotifyPlaylists = {"Spotify playlists", make_spotify_playlists};
constexpr FormatKind kSpotifyLibrary = {"Spotify library", make_spotify_library};
constexpr FormatKind kSpotifyHistory = {"Spotify streaming history", make_spotify_history};
constexpr FormatKind kSpotifyExtendedHistory = {"Spotify extended streaming history",
                                                make_spotify_extended_history};
constexpr FormatKind kListenBrainzLines = {"ListenBrainz listens", make_listenbrainz_lines};
constexpr FormatKind kListenBrainzArray = {"ListenBrainz listens", make_listenbrainz_array};
constexpr FormatKind kJspf = {"JSPF playlist", make_jspf};
constexpr FormatKind kXspf = {"XSPF playlist", make_xspf};
constexpr FormatKind kItunesLibrary = {"iTunes library", make_itunes_library};
constexpr FormatKind kM3u = {"M3U playlist", make_m3u};
constexpr FormatKind kPlainText = {"list of songs", make_plain_text};

/// What is looked at.
struct Start {
  std::string_view text;  // without blank lines in front
  bool is_all;            // no more is going to come
  const std::string& file;
};

[[noreturn]] void refuse(const Start& start, const std::string& what) {
  throw Error(ErrorCode::bad_input, what, {start.file, 1, 0});
}

[[noreturn]] void refuse_unknown(const Start& start) {
  if (start.text.front() == '<') {
    refuse(start,
           "this XML is not a playlist file that Segue knows: it reads XSPF and what iTunes and "
           "Apple's Music export as XML");
  }
  refuse(start,
         "this is not a playlist file that Segue knows: it reads what Spotify, Exportify, Last.fm, "
         "ListenBrainz, iTunes and Apple Music export, M3U, XSPF and JSPF playlists, text of one "
         "\"artist - title\" a line, and CSV files whose first line names the columns "
         "\"artistname\", \"trackname\", \"playlistname\"");
}

/// The whole lines, without blank ones; the last one too where nothing follows it.
std::vector<std::string_view> lines_of(const Start& start) {
  std::vector<std::string_view> lines;
  std::string_view text = start.text;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos && !start.is_all) break;
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!trimmed(line).empty()) lines.push_back(line);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

// ---- what is no text ----

void refuse_binary(const Start& start) {
  constexpr std::pair<std::string_view, const char*> kKinds[] = {
      {"PK\x03\x04", "this is a zip file, which has to be unpacked first"},
      {"\x1F\x8B", "this is a gzip file, which has to be unpacked first"},
      {"%PDF", "this is a PDF, not a playlist"},
      {"\x89PNG", "this is a picture, not a playlist"},
      {"\xFF\xD8\xFF", "this is a picture, not a playlist"},
      {"bplist00", "this is a binary property list: export the library as XML instead"},
  };
  for (const auto& [beginning, what] : kKinds) {
    if (start.text.starts_with(beginning)) refuse(start, what);
  }
}

// ---- JSON ----

const FormatKind* recognise_paths(const JsonPaths& json) {
  const auto has_all = [&](std::initializer_list<std::string_view> paths) {
    return std::all_of(paths.begin(), paths.end(), [&](auto path) { return json.has(path); });
  };
  if (has_all({"/playlists/[]/tracks", "/playlists/[]/pid"})) return &kMpdSlice;
  if (json.has("/playlists/[]/tracks/[]/track_name")) return &kMpdSlice;
  if (json.has("/playlists/[]/items")) return &kSpotifyPlaylists;
  if (has_all({"/tracks/[]/artist", "/tracks/[]/track"})) return &kSpotifyLibrary;
  if (has_all({"/[]/endTime", "/[]/trackName"})) return &kSpotifyHistory;
  if (has_all({"/[]/ts", "/[]/ms_played"})) return &kSpotifyExtendedHistory;
  if (json.has("/playlist/track")) return &kJspf;
  if (json.has("/track_metadata")) return &kListenBrainzLines;
  if (json.has("/[]/track_metadata") || json.has("/payload/listens")) return &kListenBrainzArray;
  return nullptr;
}

const FormatKind* recognise_json(const Start& start, const JsonPaths& json) {
  if (const FormatKind* kind = recognise_paths(json)) return kind;
  // A song's name may begin with a bracket, too: then nothing stands in it as in JSON.
  constexpr std::size_t kNothing = 2;
  if (start.is_all && (!json.is_broken || json.paths.size() > kNothing)) {
    refuse(start,
           "this JSON is not a playlist file that Segue knows: of Spotify's account data it reads "
           "Playlist1.json, YourLibrary.json and the streaming history; further it reads slices of "
           "the Million Playlist Dataset, ListenBrainz's listens, and JSPF");
  }
  return nullptr;
}

// ---- XML ----

/// The name of the first element; empty where it is not there yet.
std::string_view root_element(std::string_view text) {
  while (true) {
    const std::size_t begin = text.find('<');
    if (begin == std::string_view::npos) return {};
    text.remove_prefix(begin + 1);
    if (text.starts_with("!--")) {
      text.remove_prefix(std::min(text.find("-->"), text.size()));
    } else if (!text.starts_with('?') && !text.starts_with('!')) {
      const std::size_t end = text.find_first_of(" \t\r\n/>");
      return end == std::string_view::npos ? std::string_view() : text.substr(0, end);
    }
  }
}

const FormatKind* recognise_xml(const Start& start) {
  std::string_view root = root_element(start.text);
  if (root.empty() && !start.is_all) return nullptr;
  root.remove_prefix(root.find(':') + 1);  // npos + 1 is 0
  if (root == "plist") return &kItunesLibrary;
  if (root == "playlist") return &kXspf;
  if (lower_case(repair_utf8(root.substr(0, 40))) == "html") {
    refuse(start,
           "this is a web page, not a playlist: look for a button that exports or downloads");
  }
  return nullptr;
}

// ---- CSV ----

bool has_columns(const CsvFields& names, std::initializer_list<std::string_view> wanted) {
  return std::all_of(wanted.begin(), wanted.end(),
                     [&](auto name) { return column_of(names, {name}) != kNoColumn; });
}

bool is_spotify_uri(std::string_view text) {
  return text.starts_with("spotify:track:") || text.starts_with("spotify:local:") ||
         text.starts_with("spotify:episode:");
}

const FormatKind* recognise_header(const Start& start, const CsvFields& names) {
  if (has_columns(names, {"artistname", "trackname", "playlistname"})) return &kZenodoCsv;
  const bool has_uri = column_of(names, {"track uri", "spotify uri", "spotify id"}) == 0;
  if (has_uri && has_columns(names, {"track name"})) return &kExportify;
  if (has_columns(names, {"uts", "artist", "track"})) return &kLastfmGhan;
  if (has_columns(names, {"event type", "event start timestamp"})) {
    const bool has_title = column_of(names, {"song name", "content name"}) != kNoColumn;
    if (has_title && has_columns(names, {"artist name", "play duration milliseconds"}))
      return &kAppleActivity;
    refuse(start,
           "this play activity does not say who the artists are: take \"Apple Music - Play History "
           "Daily Tracks.csv\", which lies beside it, instead");
  }
  if (has_columns(names, {"track description", "date played"})) return &kAppleDaily;
  return nullptr;
}

/// By the first line that has names of columns, or by the first rows.
const FormatKind* recognise_csv(const Start& start, const std::vector<std::string_view>& lines) {
  if (lines.empty()) return nullptr;
  CsvRow row;
  const std::string header = lower_case(repair_utf8(lines[0]));
  parse_csv_row(header, row);
  if (const FormatKind* kind = recognise_header(start, row.fields)) return kind;
  constexpr std::size_t kRows = 5;
  for (std::size_t i = 0; i < std::min(lines.size(), kRows); ++i) {
    parse_csv_row(lines[i], row);
    if (row.form != RowForm::well_formed) continue;
    if (i > 0 && row.fields.size() >= 4 && is_spotify_uri(row.fields[0])) return &kExportify;
    if (row.fields.size() == 4 && parse_lastfm_time(row.fields[3])) return &kLastfmToCsv;
  }
  return nullptr;
}

// ---- lines ----

/// A list of sound files, without the directives of the extended form.
bool is_m3u(const std::vector<std::string_view>& lines) {
  const auto first = std::find_if(lines.begin(), lines.end(),
                                  [](std::string_view line) { return !line.starts_with('#'); });
  return first != lines.end() && is_sound_path(*first);
}

/// Whether at least half of the lines are songs.
bool is_plain_text(const std::vector<std::string_view>& lines) {
  const auto songs = std::count_if(lines.begin(), lines.end(), is_song);
  return songs > 0 && 2 * static_cast<std::size_t>(songs) >= lines.size();
}

/// Decided by the first few lines, where there are that many.
const FormatKind* recognise_lines(const Start& start, const std::vector<std::string_view>& lines) {
  constexpr std::size_t kEnough = 20;
  if (lines.size() < kEnough && !start.is_all) return nullptr;
  if (is_m3u(lines)) return &kM3u;
  return is_plain_text(lines) ? &kPlainText : nullptr;
}

}  // namespace

const FormatKind* recognise(std::string_view text, bool at_end, const std::string& file) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  const bool is_all = at_end || text.size() >= kLongestStart;
  if (first == std::string_view::npos) {
    if (!is_all) return nullptr;
    throw Error(ErrorCode::bad_input, "the file is empty: choose one that holds playlists",
                {file, 0, 0});
  }
  const Start start{text.substr(first), is_all, file};
  refuse_binary(start);
  if (start.text.front() == '<') {
    if (const FormatKind* kind = recognise_xml(start)) return kind;
  }
  if (start.text.front() == '{' || start.text.front() == '[') {
    const JsonPaths json = json_paths(start.text);
    const FormatKind* kind = recognise_json(start, json);
    if (kind != nullptr || !json.is_broken) return kind;
  }
  if (start.text.starts_with("#EXT")) return &kM3u;
  const std::vector<std::string_view> lines = lines_of(start);
  if (const FormatKind* kind = recognise_csv(start, lines)) return kind;
  // Behind a header that is known a name may hold anything.
  if (start.text.find('\0') != std::string_view::npos)
    refuse(start, "this is not text, so it cannot be a playlist file that Segue knows");
  if (const FormatKind* kind = recognise_lines(start, lines)) return kind;
  if (is_all) refuse_unknown(start);
  return nullptr;
}

}  // namespace segue::read
