#include "sample/song_shelves.h"

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <numeric>
#include <unordered_map>
#include <utility>

#include "segue/unicode/text.h"

namespace segue {
namespace {

using Songs = SongShelves::Songs;

constexpr std::size_t kFewestOfDeepArtist = 3;
constexpr int kSceneYears = 7;
constexpr std::uint32_t kSameArtistPercent = 30;
// Popularity: within a genre the song of rank r, from 0, weighs 1 / (r + kHeadFlatness).
constexpr std::uint32_t kHeadFlatness = 1;

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

}  // namespace

SongShelves::SongShelves(std::span<const Song> songs, std::span<const Genre> genres, Random& random)
    : songs_(songs), all_(songs.size()) {
  std::iota(all_.begin(), all_.end(), std::uint32_t{0});
  for (const Song& song : songs) {
    title_keys_.push_back(lower_case(song.title));
    artist_keys_.push_back(lower_case(song.artist));
  }
  sort_by_genre();
  relate_genres(genres);
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

/// Genres of the table that the catalogue lacks are passed over.
void SongShelves::relate_genres(std::span<const Genre> genres) {
  neighbours_.resize(genres_.size());
  for (const Genre& entry : genres) {
    const std::uint32_t genre = find_genre(entry.name);
    if (genre == genres_.size()) continue;
    for (const std::string& name : entry.neighbours) {
      const std::uint32_t neighbour = find_genre(name);
      if (neighbour != genres_.size()) neighbours_[genre].push_back(neighbour);
    }
    for (const std::string& name : entry.occasions) {
      auto occasion = std::find_if(occasions_.begin(), occasions_.end(),
                                   [&](const Occasion& other) { return other.name == name; });
      if (occasion == occasions_.end()) occasion = occasions_.insert(occasion, Occasion{name, {}});
      occasion->genres.push_back(genre);
    }
  }
}

void SongShelves::sort_by_artist() {
  by_artist_ = group_by(all_, [&](std::uint32_t song) { return artist_keys_[song]; });
  artist_of_.resize(size());
  for (std::size_t artist = 0; artist < by_artist_.size(); ++artist) {
    for (const std::uint32_t song : by_artist_[artist])
      artist_of_[song] = static_cast<std::uint32_t>(artist);
  }
  std::copy_if(
      all_.begin(), all_.end(), std::back_inserter(of_deep_artists_),
      [&](std::uint32_t song) { return by_artist_of(song).size() >= kFewestOfDeepArtist; });
}

void SongShelves::sort_by_version() {
  std::vector<Songs> covers(size());
  for (const std::uint32_t song : all_) {
    if (songs_[song].cover_of) covers[*songs_[song].cover_of].push_back(song);
  }
  for (const std::uint32_t original : all_) {
    if (covers[original].empty()) continue;
    Songs& group = versions_.emplace_back(1, original);
    group.insert(group.end(), covers[original].begin(), covers[original].end());
  }
  versions_of_.assign(size(), static_cast<std::uint32_t>(versions_.size()));
  for (std::size_t group = 0; group < versions_.size(); ++group) {
    for (const std::uint32_t song : versions_[group])
      versions_of_[song] = static_cast<std::uint32_t>(group);
  }
}

/// The catalogue says nothing of popularity, so chance ranks the songs of a genre, with a push for
/// artists with many of them and for songs that others covered.
void SongShelves::rank(Random& random) {
  std::vector<std::uint32_t> fame(size());
  for (const std::uint32_t song : all_) {
    const auto by_artist = static_cast<std::uint32_t>(by_artist_of(song).size());
    fame[song] = random.below(1000) + 100 * std::min(by_artist, 6u);
    if (versions_of(song) != versions_.size()) fame[song] += 200;
  }
  weights_.resize(size());
  for (Songs songs : in_genre_) {
    std::stable_sort(songs.begin(), songs.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return fame[a] > fame[b]; });
    const auto size_of_genre = static_cast<std::uint32_t>(songs.size());
    for (std::size_t i = 0; i < songs.size(); ++i) {
      const auto rank = static_cast<std::uint32_t>(i);
      weights_[songs[i]] = std::max(1u, 20u * size_of_genre / (rank + kHeadFlatness));
    }
  }
}

std::uint32_t SongShelves::find_genre(std::string_view name) const {
  const auto found = std::find(genres_.begin(), genres_.end(), name);
  return static_cast<std::uint32_t>(found - genres_.begin());
}

Songs SongShelves::near_genre(std::uint32_t genre) const {
  Songs songs;
  for (const std::uint32_t neighbour : neighbours_[genre])
    songs.insert(songs.end(), in_genre_[neighbour].begin(), in_genre_[neighbour].end());
  return songs;
}

bool SongShelves::is_from_home_of_genre(std::uint32_t song) const {
  const Songs& genre = in_genre_[genre_of_[song]];
  const auto count = std::count_if(genre.begin(), genre.end(), [&](std::uint32_t other) {
    return songs_[other].country == songs_[song].country;
  });
  return static_cast<std::size_t>(count) * 3 >= genre.size() * 2;
}

Songs SongShelves::in_decade(const Songs& pool, int decade) const {
  Songs songs;
  for (const std::uint32_t song : pool) {
    if (decade_of(song) == decade) songs.push_back(song);
  }
  return songs;
}

Songs SongShelves::near_year(const Songs& pool, int year) const {
  constexpr int kYears = 12;
  Songs songs;
  for (const std::uint32_t song : pool) {
    if (std::abs(songs_[song].year - year) <= kYears) songs.push_back(song);
  }
  return songs;
}

Songs SongShelves::in_scene(const Songs& pool, std::uint32_t song) const {
  Songs songs;
  for (const std::uint32_t other : pool) {
    if (songs_[other].country == songs_[song].country &&
        std::abs(songs_[other].year - songs_[song].year) <= kSceneYears)
      songs.push_back(other);
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

/// Where the song stands that comes to mind after those that were drawn.
std::size_t SongShelves::next_place(const Songs& pool, std::uint32_t total, const Songs& drawn,
                                    Random& random) const {
  if (!drawn.empty() && random.below(100) < kSameArtistPercent) {
    const auto same = std::find_if(pool.begin(), pool.end(), [&](std::uint32_t song) {
      return artist_of_[song] == artist_of_[drawn.back()];
    });
    if (same != pool.end()) return static_cast<std::size_t>(same - pool.begin());
  }
  return pick_place(pool, total, random);
}

Songs SongShelves::draw(Songs pool, std::size_t count, Random& random) const {
  Songs drawn;
  std::uint32_t total = total_weight(pool);
  while (drawn.size() < count && !pool.empty()) {
    const std::size_t place = next_place(pool, total, drawn, random);
    drawn.push_back(pool[place]);
    total -= weights_[pool[place]];
    pool[place] = pool.back();
    pool.pop_back();
  }
  return drawn;
}

}  // namespace segue
