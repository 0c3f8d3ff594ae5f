#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "segue/corpus/corpus.h"
#include "segue/read/reader.h"

/// What the tests of reading and training share.
namespace segue::test {

inline const std::string kHeader = "\"user_id\", \"artistname\", \"trackname\", \"playlistname\"\n";

/// One entry with text of its own.
struct Entry {
  std::string user, playlist, artist, title;
  std::uint64_t list = 0;

  bool operator==(const Entry&) const = default;
};

struct Reading {
  std::vector<Entry> entries;
  ReadReport report;
};

inline Entry copy_of(const PlaylistEntry& entry) {
  return {std::string(entry.user), std::string(entry.playlist), std::string(entry.artist),
          std::string(entry.title), entry.list};
}

/// Reads `bytes` in pieces of `piece` bytes.
inline Reading read_playlists(std::string_view bytes, std::size_t piece = 1 << 16,
                              std::uint64_t max_rows = 0, const std::string& file = "test.csv") {
  Reading reading;
  PlaylistReader reader(file, max_rows, [&](const PlaylistEntry& entry) {
    reading.entries.push_back(copy_of(entry));
  });
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    if (!reader.push(bytes.substr(at, piece))) break;
  }
  reading.report = reader.finish();
  return reading;
}

/// The corpus of playlists of titles, all by one artist.
inline Corpus corpus_of(const std::vector<std::vector<std::string>>& playlists) {
  CorpusBuilder builder;
  for (std::size_t i = 0; i < playlists.size(); ++i) {
    const std::string name = "playlist " + std::to_string(i);
    for (const std::string& title : playlists[i])
      builder.add({"user", name, "Artist", title});
  }
  return std::move(builder).build();
}

/// Some dozens of tracks in some playlists, enough to train on.
inline Corpus small_corpus() {
  std::vector<std::vector<std::string>> playlists;
  for (int list = 0; list < 12; ++list) {
    playlists.emplace_back();
    for (int i = 0; i < 8 + list; ++i) {
      playlists.back().push_back("song " + std::to_string((list * 7 + i * (list % 3 + 1)) % 40));
    }
  }
  return corpus_of(playlists);
}

/// One long playlist of different tracks, and short ones that make some of them frequent.
inline Corpus long_corpus() {
  std::vector<std::vector<std::string>> playlists(1);
  for (int i = 0; i < 1000; ++i)
    playlists[0].push_back(std::to_string(i));
  for (int list = 0; list < 40; ++list) {
    playlists.emplace_back();
    for (int i = 0; i < 20; ++i)
      playlists.back().push_back(std::to_string(i * (list + 1)));
  }
  return corpus_of(playlists);
}

}  // namespace segue::test
