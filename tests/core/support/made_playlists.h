#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "segue/read/reader.h"
#include "segue/sample/synthesize.h"
#include "segue/unicode/text.h"

namespace segue::test {

/// A playlist as it was read back.
struct MadePlaylist {
  std::string user;
  std::string name;
  std::vector<std::pair<std::string, std::string>> songs;  ///< artist, title
};

inline std::string synthesize(std::span<const Song> songs, std::span<const Genre> genres,
                              const SynthesisOptions& options = {}) {
  std::string csv;
  synthesize_playlists(songs, genres, options, [&](std::string_view rows) { csv += rows; });
  return csv;
}

/// Reads the first `max_rows` rows as training would. A new playlist begins where the name changes.
inline std::vector<MadePlaylist> read_back(const std::string& csv, std::uint64_t max_rows = 0) {
  std::vector<MadePlaylist> playlists;
  PlaylistReader reader("made.csv", max_rows, [&](const PlaylistEntry& entry) {
    if (playlists.empty() || playlists.back().name != entry.playlist) {
      playlists.push_back({std::string(entry.user), std::string(entry.playlist), {}});
    }
    playlists.back().songs.emplace_back(entry.artist, entry.title);
  });
  reader.push(csv);
  reader.finish();
  return playlists;
}

/// How often each song, as (artist, title), occurs.
inline std::map<std::pair<std::string, std::string>, int> count_songs(
    const std::vector<MadePlaylist>& playlists) {
  std::map<std::pair<std::string, std::string>, int> counts;
  for (const MadePlaylist& playlist : playlists) {
    for (const auto& song : playlist.songs)
      ++counts[song];
  }
  return counts;
}

/// The share of the playlists of at least five songs that stand in order of lower-cased title.
inline double share_by_title(const std::vector<MadePlaylist>& playlists) {
  double all = 0;
  double by_title = 0;
  for (const MadePlaylist& playlist : playlists) {
    if (playlist.songs.size() < 5) continue;
    ++all;
    by_title += std::is_sorted(
        playlist.songs.begin(), playlist.songs.end(),
        [](const auto& a, const auto& b) { return lower_case(a.second) < lower_case(b.second); });
  }
  return by_title / all;
}

/// Whether any playlist holds a song twice.
inline bool repeats_a_song(const std::vector<MadePlaylist>& playlists) {
  return std::any_of(playlists.begin(), playlists.end(), [](const MadePlaylist& playlist) {
    auto songs = playlist.songs;
    std::sort(songs.begin(), songs.end());
    return std::adjacent_find(songs.begin(), songs.end()) != songs.end();
  });
}

/// The names in lower case, in order.
inline std::vector<std::string> lower_names(const std::vector<MadePlaylist>& playlists) {
  std::vector<std::string> names;
  for (const MadePlaylist& playlist : playlists)
    names.push_back(lower_case(playlist.name));
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace segue::test
