#include "song_shelves.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>
#include <utility>

#include "segue/text.h"

namespace segue {
namespace {

using Songs = SongShelves::Songs;

/// The songs grouped by `key_of(song)`, the groups in order of their first song.
template <typename KeyOf>
std::vector<Songs> group_by(const Songs& songs, KeyOf key_of) {
  std::unordered_map<std::string, std::size_t> group_of;
  std::vector<Songs> groups;
  for (const std::uint32_t song : songs) {
    const auto [group, is_new] = group_of.emplace(key_of(song), groups.size());
    if (is_new) groups.emplace_back();
    groups[group->second].push_back(song);
  }
  return groups;
}

bool is_letter_or_digit(char byte) {
  const auto code = static_cast<unsigned char>(byte);
  return code >= 0x80 || (code >= '0' && code <= '9') || (code >= 'a' && code <= 'z');
}

/// What versions of one song have in common: the title without what stands in parentheses or
/// after " - " ("Live at ..."), without punctuation and case, and with "&" as "and".
std::string version_key(const std::string& lower_title) {
  const std::string_view title = std::string_view(lower_title).substr(0, lower_title.find(" - "));
  std::string key;
  int depth = 0;
  for (const char byte : title) {
    if (byte == '(') ++depth;
    if (byte == ')' && depth > 0) --depth;
    if (depth > 0) continue;
    if (byte == '&') key += "and";
    if (is_letter_or_digit(byte)) key += byte;
  }
  return key.empty() ? lower_title : key;
}

}  // namespace

SongShelves::SongShelves(std::span<const Song> songs, Random& random)
    : songs_(songs), all_(songs.size()) {
  std::iota(all_.begin(), all_.end(), std::uint32_t{0});
  title_keys_.reserve(songs.size());
  for (const Song& song : songs)
    title_keys_.push_back(lower_case(song.title));
  sort_by_genre();
  sort_by_artist();
  sort_by_version();
  rank(random);
}

void SongShelves::sort_by_genre() {
  in_genre_ = group_by(all_, [&](std::uint32_t song) { return songs_[song].genre; });
  genre_of_.resize(size());
  for (const Songs& songs : in_genre_) {
    for (const std::uint32_t song : songs) {
      genre_of_[song] = static_cast<std::uint32_t>(genres_.size());
    }
    genres_.push_back(songs_[songs.front()].genre);
  }
}

void SongShelves::sort_by_artist() {
  constexpr std::size_t kFewest = 3;
  artist_size_.resize(size());
  for (Songs& songs : group_by(all_, [&](std::uint32_t song) { return songs_[song].artist; })) {
    for (const std::uint32_t song : songs) {
      artist_size_[song] = static_cast<std::uint32_t>(songs.size());
    }
    if (songs.size() >= kFewest) artists_.push_back(std::move(songs));
  }
}

void SongShelves::sort_by_version() {
  for (Songs& songs :
       group_by(all_, [&](std::uint32_t song) { return version_key(title_keys_[song]); })) {
    const auto by_same_artist = [&](std::uint32_t song) {
      return songs_[song].artist == songs_[songs.front()].artist;
    };
    if (std::all_of(songs.begin(), songs.end(), by_same_artist)) continue;
    std::stable_sort(songs.begin(), songs.end(), [&](std::uint32_t a, std::uint32_t b) {
      return songs_[a].year < songs_[b].year;
    });
    versions_.push_back(std::move(songs));
  }
  versions_of_.assign(size(), static_cast<std::uint32_t>(versions_.size()));
  for (std::size_t group = 0; group < versions_.size(); ++group) {
    for (const std::uint32_t song : versions_[group]) {
      versions_of_[song] = static_cast<std::uint32_t>(group);
    }
  }
}

/// Within a genre the song of rank r weighs 1 / (r + 4), as popularity goes. The catalogue says
/// nothing of popularity, so chance ranks the songs, with a push for artists with many of them
/// and for songs that others covered.
void SongShelves::rank(Random& random) {
  std::vector<std::uint32_t> fame(size());
  for (const std::uint32_t song : all_) {
    fame[song] = random.below(1000) + 100 * std::min(artist_size_[song], 6u);
    if (versions_of(song) != versions_.size()) fame[song] += 200;
  }
  weights_.resize(size());
  for (Songs songs : in_genre_) {
    std::stable_sort(songs.begin(), songs.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return fame[a] > fame[b]; });
    for (std::size_t i = 0; i < songs.size(); ++i) {
      weights_[songs[i]] = std::max(1u, 1000u / (static_cast<std::uint32_t>(i) + 4));
    }
  }
}

std::uint32_t SongShelves::find_genre(std::string_view name) const {
  const auto found = std::find(genres_.begin(), genres_.end(), name);
  return static_cast<std::uint32_t>(found - genres_.begin());
}

Songs SongShelves::in_decade(const Songs& pool, int decade) const {
  Songs songs;
  for (const std::uint32_t song : pool) {
    if (decade_of(song) == decade) songs.push_back(song);
  }
  return songs;
}

std::uint32_t SongShelves::total_weight(const Songs& pool) const {
  std::uint32_t total = 0;
  for (const std::uint32_t song : pool)
    total += weights_[song];
  return total;
}

/// Whole numbers only: a sum of fractions may come out otherwise on another machine.
std::size_t SongShelves::pick_place(const Songs& pool, std::uint32_t total, Random& random) const {
  std::uint32_t left = random.below(total);
  std::size_t place = 0;
  while (left >= weights_[pool[place]])
    left -= weights_[pool[place++]];
  return place;
}

std::uint32_t SongShelves::pick(const Songs& pool, Random& random) const {
  return pool[pick_place(pool, total_weight(pool), random)];
}

Songs SongShelves::draw(Songs pool, std::size_t count, Random& random) const {
  Songs drawn;
  std::uint32_t total = total_weight(pool);
  while (drawn.size() < count && !pool.empty()) {
    const std::size_t place = pick_place(pool, total, random);
    drawn.push_back(pool[place]);
    total -= weights_[pool[place]];
    pool[place] = pool.back();
    pool.pop_back();
  }
  return drawn;
}

}  // namespace segue
