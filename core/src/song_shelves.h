#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "segue/catalogue.h"
#include "segue/random.h"

namespace segue {

/// A catalogue's songs as a person who makes playlists has them at hand: by genre, by artist, by
/// what is a version of what, and by how well known they are. A song is its index in the catalogue.
/// Everything stands in catalogue order, so that nothing depends on how a hash table is laid out.
class SongShelves {
 public:
  using Songs = std::vector<std::uint32_t>;

  /// `songs` must outlive this. `random` decides which songs of a genre are well known.
  SongShelves(std::span<const Song> songs, Random& random);

  std::size_t size() const { return songs_.size(); }
  const Song& song(std::uint32_t song) const { return songs_[song]; }
  const std::string& title_key(std::uint32_t song) const { return title_keys_[song]; }

  std::size_t genre_count() const { return genres_.size(); }
  const std::string& genre_name(std::uint32_t genre) const { return genres_[genre]; }
  std::uint32_t genre_of(std::uint32_t song) const { return genre_of_[song]; }
  const Songs& in_genre(std::uint32_t genre) const { return in_genre_[genre]; }
  /// The genre with this name, or genre_count().
  std::uint32_t find_genre(std::string_view name) const;

  const Songs& all() const { return all_; }
  /// The songs among `pool` of the ten years that begin with `decade`.
  Songs in_decade(const Songs& pool, int decade) const;
  int decade_of(std::uint32_t song) const { return songs_[song].year / 10 * 10; }

  /// The artists with at least three songs; each entry holds one artist's songs.
  const std::vector<Songs>& artists() const { return artists_; }
  /// Songs with one title by different artists, the oldest first; each entry has at least two.
  const std::vector<Songs>& versions() const { return versions_; }
  /// The entry of versions() that `song` is in, or versions().size().
  std::uint32_t versions_of(std::uint32_t song) const { return versions_of_[song]; }

  /// A song of `pool` (not empty), a well-known one more often.
  std::uint32_t pick(const Songs& pool, Random& random) const;
  /// Up to `count` different songs of `pool`, in the order in which they came to mind.
  Songs draw(Songs pool, std::size_t count, Random& random) const;

 private:
  void sort_by_genre();
  void sort_by_artist();
  void sort_by_version();
  void rank(Random& random);
  std::size_t pick_place(const Songs& pool, std::uint32_t total, Random& random) const;
  std::uint32_t total_weight(const Songs& pool) const;

  std::span<const Song> songs_;
  Songs all_;
  std::vector<std::string> title_keys_;  // lower-case: what a list in order of title goes by
  std::vector<std::string> genres_;
  std::vector<std::uint32_t> genre_of_;
  std::vector<Songs> in_genre_;
  std::vector<std::uint32_t> artist_size_;  // for each song, how many its artist has
  std::vector<Songs> artists_;
  std::vector<Songs> versions_;
  std::vector<std::uint32_t> versions_of_;
  std::vector<std::uint32_t> weights_;
};

}  // namespace segue
