#include "segue/sample/synthesize.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "sample/playlist_names.h"
#include "sample/song_shelves.h"
#include "segue/util/error.h"
#include "segue/util/random.h"

namespace segue {
namespace {

using Songs = SongShelves::Songs;

constexpr std::string_view kHeader =
    "\"user_id\", \"artistname\", \"trackname\", \"playlistname\"\n";
constexpr std::size_t kRowsPerSong = 6;
constexpr std::uint32_t kLeastOccurrences = 3;
constexpr std::size_t kSmallestPool = 8;
constexpr std::uint32_t kOneTimePercent = 70;
constexpr std::uint32_t kStrayPercent = 8;
constexpr std::uint32_t kVersionsPercent = 40;
// A longer list is not of one thing, but what a person has gathered over the years.
constexpr std::size_t kLongestOfOneThing = 120;
constexpr std::uint32_t kByTitlePercent = 50;
constexpr std::uint32_t kByArtistPercent = 8;

/// How long playlists are: `per_mille` of them have from `shortest` to `longest` songs.
struct Length {
  std::uint32_t per_mille, shortest, longest;
};

constexpr Length kLengths[] = {{120, 3, 4},   {180, 5, 7},   {250, 8, 12},
                               {240, 13, 22}, {130, 23, 45}, {54, 46, 90},
                               {20, 91, 200}, {5, 201, 500}, {1, 501, 1500}};

struct Playlist {
  std::string user;
  std::string name;
  Songs songs;
  bool keeps_order = false;  ///< has an order of its own, which shuffling would lose

  bool holds(std::uint32_t song) const {
    return std::find(songs.begin(), songs.end(), song) != songs.end();
  }
};

class Synthesizer {
 public:
  Synthesizer(std::span<const Song> songs, std::span<const Genre> genres,
              const SynthesisOptions& options)
      : random_(options.seed),
        shelves_(songs, genres, random_),
        rows_wanted_(std::max(options.rows, kRowsPerSong * songs.size())) {}

  void make_playlists();
  void give_every_song_a_place();
  void put_in_order();
  SynthesisReport write(const std::function<void(std::string_view)>& sink) const;

 private:
  void next_person();
  std::size_t draw_length();
  bool chance(std::uint32_t percent) { return random_.below(100) < percent; }

  Playlist make_playlist();
  Playlist genre_playlist(std::size_t length);
  Playlist genre_decade_playlist(std::size_t length);
  Playlist scene_playlist(std::size_t length);
  Playlist decade_playlist(std::size_t length);
  Playlist occasion_playlist(std::size_t length);
  Playlist artist_playlist(std::size_t length);
  Playlist cover_playlist(std::size_t length);
  Playlist library_playlist(std::size_t length);
  Playlist any_playlist(std::size_t length);
  Songs draw_most(const Songs& pool, std::size_t length);
  Songs near_one_time(const Songs& pool);
  std::uint32_t choose_genre();
  void mix_in_versions(Songs& songs, std::uint32_t percent);
  void mix_in_strays(Songs& songs);

  void place(std::uint32_t song, std::vector<std::uint32_t>& counts);
  bool trade(Playlist& playlist, std::uint32_t song, std::vector<std::uint32_t>& counts) const;
  bool is_at_home(const Playlist& playlist, std::uint32_t song) const;

  Random random_;
  SongShelves shelves_;
  std::size_t rows_wanted_;
  PlaylistNames names_;
  std::vector<Playlist> playlists_;

  // The person who makes the playlists at the moment.
  std::string user_;
  std::uint32_t home_genre_ = 0;
  std::uint32_t lists_left_ = 0;
};

std::string hexadecimal(std::uint64_t number) {
  std::string digits(16, '0');
  for (std::size_t i = digits.size(); i-- > 0; number >>= 4) {
    digits[i] = "0123456789abcdef"[number & 15];
  }
  return digits;
}

/// Most people make a few lists, some make many.
void Synthesizer::next_person() {
  user_ = hexadecimal(random_.next());
  user_ += hexadecimal(random_.next());
  home_genre_ = shelves_.genre_of(shelves_.pick(shelves_.all(), random_));
  lists_left_ = 1 + (chance(60) ? random_.below(8) : random_.below(24));
}

std::size_t Synthesizer::draw_length() {
  std::uint32_t left = random_.below(1000);
  std::size_t row = 0;
  while (left >= kLengths[row].per_mille)
    left -= kLengths[row++].per_mille;
  const Length& length = kLengths[row];
  return length.shortest + random_.below(length.longest - length.shortest + 1);
}

void Synthesizer::make_playlists() {
  for (std::size_t rows = 0; rows < rows_wanted_; rows += playlists_.back().songs.size()) {
    if (lists_left_ == 0) next_person();
    --lists_left_;
    Playlist playlist = make_playlist();
    playlist.user = user_;
    playlist.songs.resize(std::min(playlist.songs.size(), rows_wanted_ - rows));
    playlists_.push_back(std::move(playlist));
  }
}

Playlist Synthesizer::make_playlist() {
  const std::size_t length = draw_length();
  if (length > kLongestOfOneThing) return library_playlist(length);
  const std::uint32_t kind = random_.below(100);
  if (kind < 17) return genre_playlist(length);
  if (kind < 34) return genre_decade_playlist(length);
  if (kind < 54) return scene_playlist(length);
  if (kind < 59) return decade_playlist(length);
  if (kind < 74) return occasion_playlist(length);
  if (kind < 85) return artist_playlist(length);
  if (kind < 92) return cover_playlist(length);
  if (kind < 96) return library_playlist(length);
  return any_playlist(length);
}

/// A person stays with one genre half of the time.
std::uint32_t Synthesizer::choose_genre() {
  if (chance(50)) return home_genre_;
  return shelves_.genre_of(shelves_.pick(shelves_.all(), random_));
}

/// Up to `length` songs, but never all of the pool: lists that all held the same songs would teach
/// nothing about them.
Songs Synthesizer::draw_most(const Songs& pool, std::size_t length) {
  return shelves_.draw(pool, std::min(length, std::max<std::size_t>(1, pool.size() * 3 / 4)),
                       random_);
}

/// Many do not stray far from the music of one time: of their youth, of today.
Songs Synthesizer::near_one_time(const Songs& pool) {
  if (!chance(kOneTimePercent)) return pool;
  const Songs near = shelves_.near_year(pool, shelves_.song(shelves_.pick(pool, random_)).year);
  return near.size() < kSmallestPool ? pool : near;
}

Playlist Synthesizer::genre_playlist(std::size_t length) {
  const Songs& genre = shelves_.in_genre(choose_genre());
  Playlist playlist;
  playlist.name = names_.of_subject(shelves_.song(genre.front()).genre, random_);
  playlist.songs = draw_most(near_one_time(genre), length);
  mix_in_versions(playlist.songs, 20);
  mix_in_strays(playlist.songs);
  return playlist;
}

Playlist Synthesizer::genre_decade_playlist(std::size_t length) {
  const Songs& genre = shelves_.in_genre(choose_genre());
  const std::uint32_t first = shelves_.pick(genre, random_);
  const Songs pool = shelves_.in_decade(genre, shelves_.decade_of(first));
  if (pool.size() < kSmallestPool) return genre_playlist(length);
  Playlist playlist;
  const std::string decade = decade_name(shelves_.decade_of(first));
  playlist.name = names_.of_subject(decade + " " + shelves_.song(first).genre, random_);
  playlist.songs = draw_most(pool, length);
  mix_in_strays(playlist.songs);
  return playlist;
}

/// Artists that fans hear together: of one country and time, of one genre and often of its
/// neighbours too.
Playlist Synthesizer::scene_playlist(std::size_t length) {
  const std::uint32_t genre = choose_genre();
  const std::uint32_t first = shelves_.pick(shelves_.in_genre(genre), random_);
  const Song& song = shelves_.song(first);
  Songs pool = shelves_.in_scene(shelves_.in_genre(genre), first);
  if (pool.size() < kSmallestPool || chance(50)) {
    const Songs near = shelves_.in_scene(shelves_.near_genre(genre), first);
    pool.insert(pool.end(), near.begin(), near.end());
  }
  if (pool.size() < kSmallestPool || song.country.empty()) return genre_decade_playlist(length);
  Playlist playlist;
  playlist.name =
      names_.of_scene(decade_name(shelves_.decade_of(first)), song.genre,
                      shelves_.is_from_home_of_genre(first) ? "" : song.country, random_);
  playlist.songs = draw_most(pool, length);
  mix_in_strays(playlist.songs);
  return playlist;
}

Playlist Synthesizer::decade_playlist(std::size_t length) {
  const int decade = shelves_.decade_of(shelves_.pick(shelves_.all(), random_));
  Playlist playlist;
  playlist.name = names_.of_subject(decade_name(decade), random_);
  playlist.songs = draw_most(shelves_.in_decade(shelves_.all(), decade), length);
  mix_in_versions(playlist.songs, kVersionsPercent);
  return playlist;
}

Playlist Synthesizer::occasion_playlist(std::size_t length) {
  const auto& occasions = shelves_.occasions();
  if (occasions.empty()) return library_playlist(length);
  const auto& occasion = occasions[random_.below(static_cast<std::uint32_t>(occasions.size()))];
  Songs pool;
  for (const std::uint32_t genre : occasion.genres) {
    // Nobody's mix takes in every genre that would do.
    if (chance(35)) continue;
    pool.insert(pool.end(), shelves_.in_genre(genre).begin(), shelves_.in_genre(genre).end());
  }
  if (pool.size() < kSmallestPool) return library_playlist(length);
  Playlist playlist;
  playlist.name = names_.of_occasion(occasion.name, random_);
  playlist.songs = draw_most(near_one_time(pool), length);
  mix_in_versions(playlist.songs, kVersionsPercent);
  mix_in_strays(playlist.songs);
  return playlist;
}

/// One artist deep, and then others of the scene.
Playlist Synthesizer::artist_playlist(std::size_t length) {
  if (shelves_.of_deep_artists().empty()) return genre_playlist(length);
  const Songs& own = shelves_.by_artist_of(shelves_.pick(shelves_.of_deep_artists(), random_));
  Playlist playlist;
  playlist.name = names_.of_artist(shelves_.song(own.front()).artist, random_);
  playlist.songs = shelves_.draw(own, length, random_);
  const Songs& genre = shelves_.in_genre(shelves_.genre_of(own.front()));
  for (const std::uint32_t song : draw_most(shelves_.in_scene(genre, own.front()), length)) {
    if (playlist.songs.size() >= std::min(length, 2 * own.size())) break;
    if (!playlist.holds(song)) playlist.songs.push_back(song);
  }
  mix_in_versions(playlist.songs, kVersionsPercent);
  return playlist;
}

/// Versions of one song side by side, the oldest first.
Playlist Synthesizer::cover_playlist(std::size_t length) {
  if (shelves_.versions().empty()) return any_playlist(length);
  std::vector<Songs> groups = shelves_.versions();
  random_.shuffle(std::span(groups));
  // Most stay near the genre that they know.
  const std::uint32_t genre = choose_genre();
  const auto others = std::stable_partition(groups.begin(), groups.end(), [&](const Songs& group) {
    return std::any_of(group.begin(), group.end(),
                       [&](std::uint32_t song) { return shelves_.genre_of(song) == genre; });
  });
  if (others - groups.begin() >= 3 && chance(70)) groups.erase(others, groups.end());
  Playlist playlist;
  playlist.name = names_.of_covers(random_);
  playlist.keeps_order = true;
  for (const Songs& group : groups) {
    if (playlist.songs.size() >= length) break;
    playlist.songs.insert(playlist.songs.end(), group.begin(), group.end());
  }
  return playlist;
}

/// What one person has gathered: mostly of the genre at heart and what is near to it.
Playlist Synthesizer::library_playlist(std::size_t length) {
  Playlist playlist;
  playlist.name = names_.of_anything(random_);
  const auto take = [&](const Songs& pool, std::size_t count) {
    for (const std::uint32_t song : draw_most(pool, count)) {
      if (playlist.songs.size() < length && !playlist.holds(song)) playlist.songs.push_back(song);
    }
  };
  take(shelves_.in_genre(home_genre_), length * 2 / 5);
  take(shelves_.near_genre(home_genre_), length * 2 / 5);
  take(shelves_.all(), length);
  mix_in_versions(playlist.songs, kVersionsPercent);
  return playlist;
}

/// Of no taste at all: what came along.
Playlist Synthesizer::any_playlist(std::size_t length) {
  Playlist playlist;
  playlist.name = names_.of_anything(random_);
  playlist.songs = draw_most(shelves_.all(), length);
  mix_in_versions(playlist.songs, kVersionsPercent);
  return playlist;
}

/// Of the songs with versions, `percent` bring those along.
void Synthesizer::mix_in_versions(Songs& songs, std::uint32_t percent) {
  const std::size_t before = songs.size();
  for (std::size_t i = 0; i < before; ++i) {
    const std::uint32_t group = shelves_.versions_of(songs[i]);
    if (group == shelves_.versions().size() || !chance(percent)) continue;
    for (const std::uint32_t version : shelves_.versions()[group]) {
      if (std::find(songs.begin(), songs.end(), version) == songs.end()) songs.push_back(version);
    }
  }
}

/// Real lists are not pure: now and then a song is there because its maker liked it.
void Synthesizer::mix_in_strays(Songs& songs) {
  for (std::uint32_t& song : songs) {
    if (!chance(kStrayPercent)) continue;
    const std::uint32_t stray = shelves_.pick(shelves_.all(), random_);
    if (std::find(songs.begin(), songs.end(), stray) == songs.end()) song = stray;
  }
}

/// Chance may have left songs out: they take the places of songs that have places to spare.
void Synthesizer::give_every_song_a_place() {
  std::vector<std::uint32_t> counts(shelves_.size(), 0);
  for (const Playlist& playlist : playlists_) {
    for (const std::uint32_t song : playlist.songs)
      ++counts[song];
  }
  for (const std::uint32_t song : shelves_.all()) {
    while (counts[song] < kLeastOccurrences)
      place(song, counts);
  }
}

/// Puts `song` into one more playlist: one full of its genre if there is such a list, else any.
void Synthesizer::place(std::uint32_t song, std::vector<std::uint32_t>& counts) {
  const std::size_t start = random_.below(static_cast<std::uint32_t>(playlists_.size()));
  for (const bool anywhere : {false, true}) {
    for (std::size_t i = 0; i < playlists_.size(); ++i) {
      Playlist& playlist = playlists_[(start + i) % playlists_.size()];
      if (playlist.keeps_order || playlist.holds(song)) continue;
      if ((anywhere || is_at_home(playlist, song)) && trade(playlist, song, counts)) return;
    }
  }
  // No list has a song to spare: one gets longer. There are at least six lists (six rows a song
  // are wanted, and no list holds more than all songs), so one of them lacks this song.
  for (std::size_t i = 0;; ++i) {
    Playlist& playlist = playlists_[(start + i) % playlists_.size()];
    if (playlist.holds(song)) continue;
    playlist.songs.push_back(song);
    ++counts[song];
    return;
  }
}

bool Synthesizer::is_at_home(const Playlist& playlist, std::uint32_t song) const {
  const auto same_genre = [&](std::uint32_t other) {
    return shelves_.genre_of(other) == shelves_.genre_of(song);
  };
  const auto count = std::count_if(playlist.songs.begin(), playlist.songs.end(), same_genre);
  return static_cast<std::size_t>(count) * 2 >= playlist.songs.size();
}

/// Puts `song` in the place of the playlist's most frequent one, if that can spare it.
bool Synthesizer::trade(Playlist& playlist, std::uint32_t song,
                        std::vector<std::uint32_t>& counts) const {
  const auto most =
      std::max_element(playlist.songs.begin(), playlist.songs.end(),
                       [&](std::uint32_t a, std::uint32_t b) { return counts[a] < counts[b]; });
  if (counts[*most] <= kLeastOccurrences) return false;
  --counts[*most];
  ++counts[song];
  *most = song;
  return true;
}

/// Half of the lists by title, because real ones are, and a model must not learn the alphabet.
void Synthesizer::put_in_order() {
  const auto sort_by = [](Songs& songs, const auto& key) {
    std::stable_sort(songs.begin(), songs.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return key(a) < key(b); });
  };
  for (Playlist& playlist : playlists_) {
    const std::uint32_t order = random_.below(100);
    if (order < kByTitlePercent) {
      sort_by(
          playlist.songs, [&](std::uint32_t song) -> const auto& {
            return shelves_.title_key(song);
          });
    } else if (playlist.keeps_order) {
      continue;
    } else if (order < kByTitlePercent + kByArtistPercent) {
      sort_by(
          playlist.songs, [&](std::uint32_t song) -> const auto& {
            return shelves_.artist_key(song);
          });
    } else {
      random_.shuffle(std::span(playlist.songs));
    }
  }
}

void append_quoted(std::string& row, std::string_view field) {
  row += '"';
  for (const char byte : field) {
    if (byte == '"') row += '"';
    row += byte;
  }
  row += '"';
}

SynthesisReport Synthesizer::write(const std::function<void(std::string_view)>& sink) const {
  SynthesisReport report;
  std::vector<bool> seen(shelves_.size(), false);
  sink(kHeader);
  for (const Playlist& playlist : playlists_) {
    std::string rows;
    for (const std::uint32_t song : playlist.songs) {
      append_quoted(rows, playlist.user);
      rows += ',';
      append_quoted(rows, shelves_.song(song).artist);
      rows += ',';
      append_quoted(rows, shelves_.song(song).title);
      rows += ',';
      append_quoted(rows, playlist.name);
      rows += '\n';
      seen[song] = true;
    }
    sink(rows);
    ++report.playlists;
    report.rows += playlist.songs.size();
  }
  report.songs = static_cast<std::size_t>(std::count(seen.begin(), seen.end(), true));
  return report;
}

}  // namespace

SynthesisReport synthesize_playlists(std::span<const Song> songs, std::span<const Genre> genres,
                                     const SynthesisOptions& options,
                                     const std::function<void(std::string_view)>& sink) {
  if (songs.empty()) {
    throw Error(ErrorCode::bad_input, "there are no songs to make playlists of: add some");
  }
  if (options.rows == 0) {
    throw Error(ErrorCode::bad_option, "the number of rows is 0: ask for at least 1");
  }
  Synthesizer synthesizer(songs, genres, options);
  synthesizer.make_playlists();
  synthesizer.give_every_song_a_place();
  synthesizer.put_in_order();
  return synthesizer.write(sink);
}

}  // namespace segue
