#include "segue/sample/synthesize.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "segue/unicode/text.h"
#include "segue/util/error.h"
#include "support/made_playlists.h"

namespace {

using segue::Genre;
using segue::Song;
using segue::SynthesisOptions;
using segue::test::MadePlaylist;
using segue::test::read_back;
using segue::test::synthesize;

const std::vector<Song> kSongs = {
    {"Tom Petty", "Free Fallin'", 1989, "rock", "United States", {}},
    {"Tom Petty", "I Won't Back Down", 1989, "rock", "United States", {}},
    {"Tom Petty", "Runnin' Down a Dream", 1989, "rock", "United States", {}},
    {"David Bowie", "\"Heroes\"", 1977, "rock", "United Kingdom", {}},
    {"David Bowie", "Starman", 1972, "rock", "United Kingdom", {}},
    {"David Bowie", "Let's Dance", 1983, "rock", "United Kingdom", {}},
    {"Queen", "Bohemian Rhapsody", 1975, "rock", "United Kingdom", {}},
    {"Queen", "Don't Stop Me Now", 1978, "rock", "United Kingdom", {}},
    {"Toto", "Africa", 1982, "rock", "United States", {}},
    {"Journey", "Don't Stop Believin'", 1981, "rock", "United States", {}},
    {"Wings", "Live and Let Die", 1973, "rock", "United Kingdom", {}},
    {"U2", "With or Without You", 1987, "rock", "Ireland", {}},
    {"Miles Davis", "So What", 1959, "jazz", "United States", {}},
    {"Miles Davis", "Time After Time", 1985, "jazz", "United States", 24},
    {"John Coltrane", "Giant Steps", 1960, "jazz", "United States", {}},
    {"Nina Simone", "Feeling Good", 1965, "jazz", "United States", {}},
    {"Chet Baker", "My Funny Valentine", 1954, "jazz", "United States", {}},
    {"Chic", "Le Freak", 1978, "disco", "United States", {}},
    {"Chic", "Good Times", 1979, "disco", "United States", {}},
    {"Bee Gees", "Stayin' Alive", 1977, "disco", "United Kingdom", {}},
    {"Donna Summer", "I Feel Love", 1977, "disco", "United States", {}},
    {"Gloria Gaynor", "I Will Survive", 1978, "disco", "United States", {}},
    {"Sylvester", "You Make Me Feel (Mighty Real)", 1978, "disco", "United States", {}},
    {"Village People", "Y.M.C.A.", 1978, "disco", "United States", {}},
    {"Cyndi Lauper", "Time After Time", 1983, "pop", "United States", {}},
    {"Michael Bublé", "Feeling Good", 2005, "pop", "Canada", 15},
    {"ABBA", "Dancing Queen", 1976, "pop", "Sweden", {}},
    {"Madonna", "Vogue", 1990, "pop", "United States", {}},
    {"Madonna", "Like a Prayer", 1989, "pop", "United States", {}},
    {"John Mayer", "Free Fallin' - Live at the Nokia Theatre", 2008, "singer-songwriter",
     "United States", 0},
    {"John Mayer", "Gravity", 2006, "singer-songwriter", "United States", {}},
    {"Carole King", "It's Too Late", 1971, "singer-songwriter", "United States", {}},
};

const std::vector<Genre> kGenres = {
    {"rock", {"pop"}, {"road trip", "karaoke"}},
    {"pop", {"rock", "disco"}, {"karaoke", "party"}},
    {"disco", {"pop"}, {"party"}},
    {"polka", {}, {"wedding"}},
};

/// FNV-1a (Fowler, Noll, Vo), 64 bits.
std::uint64_t fingerprint(const std::string& bytes) {
  std::uint64_t hash = 0xCBF29CE484222325u;
  for (const char byte : bytes) {
    hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001B3u;
  }
  return hash;
}

SynthesisOptions small(std::uint64_t seed = 42) {
  return {seed, 1000};
}

std::vector<Song> songs_of(const MadePlaylist& playlist) {
  std::vector<Song> songs;
  for (const auto& name : playlist.songs) {
    songs.push_back(*std::find_if(kSongs.begin(), kSongs.end(), [&](const Song& song) {
      return song.artist == name.first && song.title == name.second;
    }));
  }
  return songs;
}

/// How much of the playlist is of the genre, the decade or the artist that it has most of.
template <typename Trait>
double purity(const std::vector<Song>& songs, Trait trait) {
  double most = 0;
  for (const Song& song : songs) {
    const auto count = std::count_if(
        songs.begin(), songs.end(), [&](const Song& other) { return trait(other) == trait(song); });
    most = std::max(most, static_cast<double>(count));
  }
  return most / static_cast<double>(songs.size());
}

int times_in_a_row(const std::vector<MadePlaylist>& playlists, const std::string& title,
                   const std::string& next_title) {
  int times = 0;
  for (const MadePlaylist& playlist : playlists) {
    for (std::size_t i = 0; i + 1 < playlist.songs.size(); ++i) {
      times += playlist.songs[i].second == title && playlist.songs[i + 1].second == next_title;
    }
  }
  return times;
}

}  // namespace

TEST_CASE("Synthesized playlists are the same bytes on every machine", "[synthesize]") {
  // A change of this number changes the sample that everybody has: it must be meant.
  CHECK(fingerprint(synthesize(kSongs, kGenres, small())) == 0x1091C363899EF5D8);
  CHECK(synthesize(kSongs, kGenres, small()) == synthesize(kSongs, kGenres, small()));
}

TEST_CASE("Another seed makes other playlists", "[synthesize]") {
  CHECK(synthesize(kSongs, kGenres, small(42)) != synthesize(kSongs, kGenres, small(43)));
  // Not only other users.
  CHECK(segue::test::lower_names(read_back(synthesize(kSongs, kGenres, small(42)))) !=
        segue::test::lower_names(read_back(synthesize(kSongs, kGenres, small(43)))));
}

TEST_CASE("The form is that of the Zenodo data set", "[synthesize]") {
  const std::string csv = synthesize(kSongs, kGenres, small());
  const std::string header = "\"user_id\", \"artistname\", \"trackname\", \"playlistname\"\n";
  REQUIRE(csv.substr(0, header.size()) == header);
  CHECK(csv.back() == '\n');
  CHECK(csv.find('\r') == std::string::npos);

  const std::string row = csv.substr(header.size(), csv.find('\n', header.size()) - header.size());
  CHECK(row.front() == '"');
  CHECK(row.find_first_not_of("0123456789abcdef", 1) == 33);
  CHECK(row.substr(33, 3) == "\",\"");
  CHECK(row.back() == '"');
  CHECK(std::count(csv.begin(), csv.end(), '\n') == 1001);
  CHECK(csv.find("\"David Bowie\",\"\"\"Heroes\"\"\",\"") != std::string::npos);
}

TEST_CASE("What is read back are the songs of the catalogue", "[synthesize]") {
  std::set<std::pair<std::string, std::string>> songs;
  for (const Song& song : kSongs)
    songs.insert({song.artist, song.title});
  std::set<std::pair<std::string, std::string>> found;
  for (const auto& [song, count] :
       segue::test::count_songs(read_back(synthesize(kSongs, kGenres)))) {
    found.insert(song);
  }
  CHECK(found == songs);
}

TEST_CASE("The report counts what was made", "[synthesize]") {
  std::string csv;
  const auto report = segue::synthesize_playlists(kSongs, kGenres, small(),
                                                  [&](std::string_view rows) { csv += rows; });
  CHECK(report.rows == 1000);
  CHECK(report.songs == kSongs.size());
  CHECK(report.playlists == read_back(csv).size());
}

TEST_CASE("A song is at most once in a playlist", "[synthesize]") {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    CHECK_FALSE(segue::test::repeats_a_song(read_back(synthesize(kSongs, kGenres, small(seed)))));
  }
}

TEST_CASE("No two playlists have one name in lower case", "[synthesize]") {
  // Few songs and many rows: far more playlists than there are names for.
  const auto playlists = read_back(synthesize(kSongs, kGenres, {42, 30'000}));
  const auto names = segue::test::lower_names(playlists);
  CHECK(names.size() > 2000);
  CHECK(std::adjacent_find(names.begin(), names.end()) == names.end());
}

TEST_CASE("About half of the playlists stand in order of title", "[synthesize]") {
  const double share =
      segue::test::share_by_title(read_back(synthesize(kSongs, kGenres, {42, 10'000})));
  CHECK(share > 0.4);
  CHECK(share < 0.6);
}

TEST_CASE("Every song is in three playlists, even if few rows are asked for", "[synthesize]") {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const auto playlists = read_back(synthesize(kSongs, kGenres, {seed, 1}));
    const auto counts = segue::test::count_songs(playlists);
    CHECK(counts.size() == kSongs.size());
    for (const auto& [song, count] : counts) {
      INFO(song.first << " - " << song.second << ", seed " << seed);
      CHECK(count >= 3);
    }
    CHECK_FALSE(segue::test::repeats_a_song(playlists));
  }
}

TEST_CASE("Playlists hold songs that have something in common", "[synthesize]") {
  double genre = 0;
  double chance = 0;
  const auto playlists = read_back(synthesize(kSongs, kGenres, {42, 10'000}));
  std::vector<Song> all;
  for (const auto& playlist : playlists) {
    const auto songs = songs_of(playlist);
    genre += purity(songs, [](const Song& song) { return song.genre; });
    all.insert(all.end(), songs.begin(), songs.end());
  }
  genre /= static_cast<double>(playlists.size());
  chance = static_cast<double>(std::count_if(
               all.begin(), all.end(), [](const Song& song) { return song.genre == "rock"; })) /
           static_cast<double>(all.size());
  CHECK(genre > 0.7);
  CHECK(chance < 0.6);
}

TEST_CASE("Playlists are of a genre, a decade, a scene, an occasion, an artist", "[synthesize]") {
  const auto playlists = read_back(synthesize(kSongs, kGenres, {42, 10'000}));
  const auto named = [&](const std::string& part) {
    return std::count_if(playlists.begin(), playlists.end(), [&](const MadePlaylist& playlist) {
      return segue::lower_case(playlist.name).find(part) != std::string::npos;
    });
  };
  CHECK(named("disco") > 20);
  CHECK(named("80s") > 10);
  CHECK(named("karaoke") > 20);
  CHECK(named("tom petty") > 5);
  CHECK(named("wedding") == 0);  // nobody has polkas
}

TEST_CASE("A playlist of a scene holds one country's songs of one time", "[synthesize]") {
  // Ten songs for each genre, country and decade. All salsa is from Cuba.
  std::vector<Song> songs;
  for (const std::string genre : {"rock", "rap", "salsa"}) {
    for (const std::string country : {"United Kingdom", "France"}) {
      for (int i = 0; i < 20; ++i) {
        const std::string number = std::to_string(songs.size());
        songs.push_back({"artist " + number,
                         "title " + number,
                         1980 + i,
                         genre,
                         genre == "salsa" ? "Cuba" : country,
                         {}});
      }
    }
  }
  std::map<std::string, Song> song_of;
  for (const Song& song : songs)
    song_of[song.title] = song;
  double in_scene = 0;
  double all = 0;
  int salsa_scenes = 0;
  for (const auto& playlist : read_back(synthesize(songs, {}, {42, 20'000}))) {
    const std::string name = segue::lower_case(playlist.name);
    CHECK(name.find("from cuba") == std::string::npos);  // nobody would say so
    salsa_scenes += name.find("80s salsa") != std::string::npos;
    if (name.find("80s rock from the uk") == std::string::npos) continue;
    for (const auto& listed : playlist.songs) {
      const Song& song = song_of.at(listed.second);
      in_scene += song.genre == "rock" && song.country == "United Kingdom" && song.year < 1997;
      ++all;
    }
  }
  CHECK(salsa_scenes > 10);
  CHECK(all > 100);
  CHECK(in_scene / all > 0.85);
  CHECK(in_scene / all < 1);
}

TEST_CASE("Some playlists stand in order of artist", "[synthesize]") {
  int by_artist = 0;
  for (const auto& playlist : read_back(synthesize(kSongs, kGenres, {42, 10'000}))) {
    const bool is_long = playlist.songs.size() >= 8;
    by_artist +=
        is_long && std::is_sorted(playlist.songs.begin(), playlist.songs.end(),
                                  [](const auto& a, const auto& b) {
                                    return segue::lower_case(a.first) < segue::lower_case(b.first);
                                  });
  }
  CHECK(by_artist > 10);
}

TEST_CASE("A cover stands beside its original far more often than beside others", "[synthesize]") {
  const auto playlists = read_back(synthesize(kSongs, kGenres, {42, 10'000}));
  const std::string cover = "Free Fallin' - Live at the Nokia Theatre";
  const int beside_original = times_in_a_row(playlists, "Free Fallin'", cover);
  CHECK(beside_original > 100);
  CHECK(beside_original > 5 * times_in_a_row(playlists, "I Won't Back Down", cover));
}

TEST_CASE("Some playlists are of covers only, pair by pair, the original first", "[synthesize]") {
  // The three songs of kSongs with covers. In order of title the last one comes last.
  const std::vector<std::vector<std::string>> pairs = {{"Nina Simone", "Michael Bublé"},
                                                       {"Tom Petty", "John Mayer"},
                                                       {"Cyndi Lauper", "Miles Davis"}};
  int found = 0;
  for (const auto& playlist : read_back(synthesize(kSongs, kGenres, {42, 10'000}))) {
    std::vector<std::vector<std::string>> artists;
    for (std::size_t i = 0; i + 1 < playlist.songs.size(); i += 2) {
      artists.push_back({playlist.songs[i].first, playlist.songs[i + 1].first});
    }
    found += playlist.songs.size() == 6 &&
             std::is_permutation(artists.begin(), artists.end(), pairs.begin(), pairs.end()) &&
             artists.back() != pairs.back();
  }
  CHECK(found > 10);
}

TEST_CASE("Some songs are more popular than others, and some playlists longer", "[synthesize]") {
  const auto playlists = read_back(synthesize(kSongs, kGenres, {42, 10'000}));
  std::vector<int> rock;
  for (const auto& counted : segue::test::count_songs(playlists)) {
    const auto& song = counted.first;
    const bool is_rock = std::any_of(kSongs.begin(), kSongs.end(), [&](const Song& other) {
      return other.genre == "rock" && other.artist == song.first && other.title == song.second;
    });
    if (is_rock) rock.push_back(counted.second);
  }
  const auto [least, most] = std::minmax_element(rock.begin(), rock.end());
  CHECK(*most > *least * 2);

  std::vector<std::size_t> lengths;
  for (const auto& playlist : playlists)
    lengths.push_back(playlist.songs.size());
  std::sort(lengths.begin(), lengths.end());
  CHECK(lengths[lengths.size() / 2] <= 10);
  CHECK(lengths.back() >= 20);
}

TEST_CASE("A catalogue of one song makes playlists too", "[synthesize]") {
  const std::vector<Song> one = {kSongs.front()};
  const auto playlists = read_back(synthesize(one, kGenres, {42, 5}));
  CHECK(playlists.size() == 6);
}

TEST_CASE("Genres that nobody heard of make playlists too", "[synthesize]") {
  auto songs = kSongs;
  for (Song& song : songs)
    song.genre = "genre of " + song.artist.substr(0, 1);
  const auto playlists = read_back(synthesize(songs, {}, small()));
  CHECK(segue::test::count_songs(playlists).size() == songs.size());
  CHECK_FALSE(segue::test::repeats_a_song(playlists));
}

TEST_CASE("What cannot be synthesized is refused", "[synthesize]") {
  const auto ignore = [](std::string_view) {};
  CHECK_THROWS_AS(segue::synthesize_playlists({}, {}, {}, ignore), segue::Error);
  try {
    segue::synthesize_playlists(kSongs, kGenres, {42, 0}, ignore);
    FAIL("no error");
  } catch (const segue::Error& error) {
    CHECK(error.code() == segue::ErrorCode::bad_option);
  }
}
