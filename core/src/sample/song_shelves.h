#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "segue/catalogue/catalogue.h"
#include "segue/catalogue/genre.h"
#include "segue/util/random.h"

namespace segue {

/// A catalogue's songs as a person who makes playlists has them at hand: by genre, by artist, by
/// what is a cover of what, and by how well known they are. A song is its index in the catalogue,
/// a genre its number in order of first appearance there. Everything stands in the order of the
/// catalogue or of the table of genres, so that nothing depends on how a hash table is laid out.
class SongShelves {
 public:
  using Songs = std::vector<std::uint32_t>;

  /// What people make a list for, and the genres that go with it.
  struct Occasion {
    std::string name;
    std::vector<std::uint32_t> genres;
  };

  /// `songs` must outlive this. `random` decides which songs of a genre are well known.
  SongShelves(std::span<const Song> songs, std::span<const Genre> genres, Random& random);

  std::size_t size() const { return songs_.size(); }
  const Song& song(std::uint32_t song) const { return songs_[song]; }
  /// The title and the artist in lower case: what a list in their order goes by.
  const std::string& title_key(std::uint32_t song) const { return title_keys_[song]; }
  const std::string& artist_key(std::uint32_t song) const { return artist_keys_[song]; }

  std::uint32_t genre_of(std::uint32_t song) const { return genre_of_[song]; }
  const Songs& in_genre(std::uint32_t genre) const { return in_genre_[genre]; }
  /// The songs of the genres that neighbour this one.
  Songs near_genre(std::uint32_t genre) const;
  /// Whether most of the genre comes from the country of `song`, so that nobody would say so.
  bool is_from_home_of_genre(std::uint32_t song) const;
  /// Those that the catalogue has songs for.
  const std::vector<Occasion>& occasions() const { return occasions_; }

  const Songs& all() const { return all_; }
  /// The songs among `pool` of the ten years that begin with `decade`.
  Songs in_decade(const Songs& pool, int decade) const;
  int decade_of(std::uint32_t song) const { return songs_[song].year / 10 * 10; }
  /// The songs among `pool` of a dozen years before and after.
  Songs near_year(const Songs& pool, int year) const;
  /// The songs among `pool` that fans of `song` hear with it: of artists of its country, and not
  /// many years before or after.
  Songs in_scene(const Songs& pool, std::uint32_t song) const;

  /// The songs of artists with at least three.
  const Songs& of_deep_artists() const { return of_deep_artists_; }
  /// All songs of the artist of `song`.
  const Songs& by_artist_of(std::uint32_t song) const { return by_artist_[artist_of_[song]]; }
  /// The songs that were covered, each with its covers, the original first.
  const std::vector<Songs>& versions() const { return versions_; }
  /// The entry of versions() that `song` is in, or versions().size().
  std::uint32_t versions_of(std::uint32_t song) const { return versions_of_[song]; }

  /// A song of `pool` (not empty), a well-known one more often.
  std::uint32_t pick(const Songs& pool, Random& random) const;
  /// Up to `count` different songs of `pool`, in the order in which they came to mind: at times
  /// one calls up another by its artist.
  Songs draw(Songs pool, std::size_t count, Random& random) const;

 private:
  void sort_by_genre();
  void relate_genres(std::span<const Genre> genres);
  void sort_by_artist();
  void sort_by_version();
  void rank(Random& random);
  std::uint32_t find_genre(std::string_view name) const;
  std::size_t pick_place(const Songs& pool, std::uint32_t total, Random& random) const;
  std::size_t next_place(const Songs& pool, std::uint32_t total, const Songs& drawn,
                         Random& random) const;
  std::uint32_t total_weight(const Songs& pool) const;

  std::span<const Song> songs_;
  Songs all_;
  std::vector<std::string> title_keys_;
  std::vector<std::string> artist_keys_;
  std::vector<std::string> genres_;
  std::vector<std::uint32_t> genre_of_;
  std::vector<Songs> in_genre_;
  std::vector<std::vector<std::uint32_t>> neighbours_;  // of each genre
  std::vector<Occasion> occasions_;
  std::vector<std::uint32_t> artist_of_;
  std::vector<Songs> by_artist_;
  Songs of_deep_artists_;
  std::vector<Songs> versions_;
  std::vector<std::uint32_t> versions_of_;
  std::vector<std::uint32_t> weights_;
};

}  // namespace segue
