#include "segue/synthesize.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "playlist_names.h"
#include "segue/error.h"
#include "segue/random.h"
#include "song_shelves.h"

namespace segue {
namespace {

using Songs = SongShelves::Songs;

constexpr std::string_view kHeader =
    "\"user_id\", \"artistname\", \"trackname\", \"playlistname\"\n";
constexpr std::size_t kRowsPerSong = 6;
constexpr std::uint32_t kLeastOccurrences = 3;
constexpr std::size_t kSmallestPool = 8;
constexpr std::uint32_t kStrayPercent = 5;
constexpr std::uint32_t kVersionsPercent = 40;

/// Genres that go together at an occasion. Those that a catalogue lacks are passed over.
struct Mood {
  std::string_view name;
  std::array<std::string_view, 5> genres;
};

constexpr Mood kMoods[] = {
    {"road trip", {"rock", "hard rock", "country", "psychedelic rock", "blues"}},
    {"coffee shop", {"folk", "singer-songwriter", "jazz", "brazilian", "chanson"}},
    {"rainy day", {"singer-songwriter", "folk", "soul", "jazz", "britpop"}},
    {"party", {"pop", "disco", "house", "funk", "hip hop"}},
    {"workout", {"hip hop", "house", "metal", "electronic", "k-pop"}},
    {"headbanging", {"metal", "hard rock", "grunge", "punk", "progressive rock"}},
    {"when we were young", {"grunge", "alternative rock", "britpop", "punk", "hip hop"}},
    {"indie disco", {"indie rock", "new wave", "synth-pop", "britpop", "electronic"}},
    {"oldies", {"rock and roll", "soul", "traditional pop", "blues", "rock"}},
    {"around the world", {"latin", "african", "brazilian", "chanson", "k-pop"}},
    {"beach", {"reggae", "latin", "african", "brazilian", "pop"}},
    {"night drive", {"synth-pop", "electronic", "r&b", "new wave", "house"}},
    {"sunday morning", {"soul", "folk", "brazilian", "jazz", "singer-songwriter"}},
    {"dinner", {"jazz", "traditional pop", "soul", "chanson", "brazilian"}},
    {"barbecue", {"country", "blues", "rock", "funk", "reggae"}},
    {"slow dance", {"r&b", "soul", "pop", "traditional pop", "rock and roll"}},
    {"guitars", {"rock", "alternative rock", "indie rock", "hard rock", "blues"}},
    {"groove", {"funk", "soul", "disco", "r&b", "reggae"}},
    {"long songs", {"progressive rock", "psychedelic rock", "rock", "electronic", "jazz"}},
    {"karaoke", {"pop", "rock", "disco", "synth-pop", "r&b"}},
};

/// How long playlists are: `percent` of them have from `shortest` to `longest` songs.
struct Length {
  std::uint32_t percent, shortest, longest;
};

constexpr Length kLengths[] = {{20, 5, 8},   {30, 9, 14}, {27, 15, 24},
                               {15, 25, 40}, {6, 41, 80}, {2, 81, 120}};

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
  Synthesizer(std::span<const Song> songs, const SynthesisOptions& options)
      : random_(options.seed),
        shelves_(songs, random_),
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
  Playlist decade_playlist(std::size_t length);
  Playlist mood_playlist(std::size_t length);
  Playlist artist_playlist(std::size_t length);
  Playlist cover_playlist(std::size_t length);
  Playlist any_playlist(std::size_t length);
  Songs draw_most(const Songs& pool, std::size_t length);
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
  lists_left_ = 1 + (chance(70) ? random_.below(4) : random_.below(16));
}

std::size_t Synthesizer::draw_length() {
  std::uint32_t left = random_.below(100);
  std::size_t row = 0;
  while (left >= kLengths[row].percent)
    left -= kLengths[row++].percent;
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
  const std::uint32_t kind = random_.below(100);
  if (kind < 35) return genre_playlist(length);
  if (kind < 56) return genre_decade_playlist(length);
  if (kind < 60) return decade_playlist(length);
  if (kind < 75) return mood_playlist(length);
  if (kind < 84) return artist_playlist(length);
  if (kind < 96) return cover_playlist(length);
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

Playlist Synthesizer::genre_playlist(std::size_t length) {
  const std::uint32_t genre = choose_genre();
  Playlist playlist;
  playlist.name = names_.of_subject(shelves_.genre_name(genre), random_);
  playlist.songs = draw_most(shelves_.in_genre(genre), length);
  mix_in_versions(playlist.songs, 15);
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

Playlist Synthesizer::decade_playlist(std::size_t length) {
  const int decade = shelves_.decade_of(shelves_.pick(shelves_.all(), random_));
  Playlist playlist;
  playlist.name = names_.of_subject(decade_name(decade), random_);
  playlist.songs = draw_most(shelves_.in_decade(shelves_.all(), decade), length);
  mix_in_versions(playlist.songs, kVersionsPercent);
  return playlist;
}

Playlist Synthesizer::mood_playlist(std::size_t length) {
  const Mood& mood = kMoods[random_.below(static_cast<std::uint32_t>(std::size(kMoods)))];
  Songs pool;
  for (const std::string_view name : mood.genres) {
    const std::uint32_t genre = shelves_.find_genre(name);
    // Nobody's mix takes in every genre that would do.
    if (genre == shelves_.genre_count() || chance(35)) continue;
    pool.insert(pool.end(), shelves_.in_genre(genre).begin(), shelves_.in_genre(genre).end());
  }
  if (pool.size() < kSmallestPool) return any_playlist(length);
  Playlist playlist;
  playlist.name = names_.of_mood(mood.name, random_);
  playlist.songs = draw_most(pool, length);
  mix_in_versions(playlist.songs, kVersionsPercent);
  mix_in_strays(playlist.songs);
  return playlist;
}

/// One artist deep, and then others of the genre.
Playlist Synthesizer::artist_playlist(std::size_t length) {
  const auto& artists = shelves_.artists();
  if (artists.empty()) return genre_playlist(length);
  const Songs& own = artists[random_.below(static_cast<std::uint32_t>(artists.size()))];
  Playlist playlist;
  playlist.name = names_.of_artist(shelves_.song(own.front()).artist, random_);
  playlist.songs = shelves_.draw(own, length, random_);
  const Songs& genre = shelves_.in_genre(shelves_.genre_of(own.front()));
  for (const std::uint32_t song : draw_most(genre, length)) {
    if (playlist.songs.size() >= std::min(length, 2 * own.size())) break;
    if (!playlist.holds(song)) playlist.songs.push_back(song);
  }
  mix_in_versions(playlist.songs, 60);
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
  for (Playlist& playlist : playlists_) {
    if (chance(50)) {
      std::stable_sort(playlist.songs.begin(), playlist.songs.end(),
                       [&](std::uint32_t a, std::uint32_t b) {
                         return shelves_.title_key(a) < shelves_.title_key(b);
                       });
    } else if (!playlist.keeps_order) {
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

SynthesisReport synthesize_playlists(std::span<const Song> songs, const SynthesisOptions& options,
                                     const std::function<void(std::string_view)>& sink) {
  if (songs.empty()) {
    throw Error(ErrorCode::bad_input, "there are no songs to make playlists of: add some");
  }
  if (options.rows == 0) {
    throw Error(ErrorCode::bad_option, "the number of rows is 0: ask for at least 1");
  }
  Synthesizer synthesizer(songs, options);
  synthesizer.make_playlists();
  synthesizer.give_every_song_a_place();
  synthesizer.put_in_order();
  return synthesizer.write(sink);
}

}  // namespace segue
