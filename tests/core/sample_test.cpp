// What the sample in data/ promises. Native only: it reads the catalogue from the repository.

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "made_playlists.h"
#include "repository.h"
#include "segue/catalogue.h"
#include "segue/synthesize.h"
#include "segue/text.h"

namespace {

using segue::Song;
using segue::test::read_back;
using segue::test::synthesize;

const std::vector<Song>& catalogue() {
  static const std::vector<Song> songs = segue::read_catalogue(
      segue::test::read_repository_file("data/catalogue.tsv"), "data/catalogue.tsv");
  return songs;
}

const std::string& sample() {
  static const std::string csv = synthesize(catalogue());
  return csv;
}

/// The text as one would hear it: without case, accents and punctuation.
std::string sound(const std::string& text) {
  std::string words;
  for (const std::string& word : segue::search_words(text))
    words += word;
  return words;
}

/// An artist's name without "the", and with one way to write "and".
std::string artist_sound(const std::string& artist) {
  std::string words;
  for (const std::string& word : segue::search_words(artist)) {
    if (word != "the" && word != "and" && word != "&") words += word;
  }
  return words;
}

}  // namespace

TEST_CASE("The catalogue has songs enough, of all times and kinds", "[files]") {
  CHECK(catalogue().size() >= 300);
  std::set<int> decades;
  std::set<std::string> artists;
  std::map<std::string, int> genres;
  for (const Song& song : catalogue()) {
    INFO(song.artist << " - " << song.title);
    CHECK(song.year >= 1950);
    CHECK(song.year <= 2025);
    CHECK(song.genre == segue::lower_case(song.genre));
    decades.insert(song.year / 10 * 10);
    artists.insert(song.artist);
    ++genres[song.genre];
  }
  CHECK(artists.size() >= 200);
  CHECK(decades == std::set<int>{1950, 1960, 1970, 1980, 1990, 2000, 2010, 2020});
  CHECK(genres.size() >= 20);
  for (const auto& [genre, count] : genres) {
    INFO(genre);
    CHECK(count >= 10);
  }
}

TEST_CASE("The catalogue is sorted by genre, artist and year", "[files]") {
  const auto less = [](const Song& a, const Song& b) {
    return std::tie(a.genre, a.artist, a.year) < std::tie(b.genre, b.artist, b.year);
  };
  const auto out_of_place =
      std::is_sorted_until(catalogue().begin(), catalogue().end(), less) - catalogue().begin();
  CHECK(static_cast<std::size_t>(out_of_place) == catalogue().size());
}

TEST_CASE("No song stands twice in the catalogue in two spellings", "[files]") {
  std::map<std::pair<std::string, std::string>, std::string> seen;
  for (const Song& song : catalogue()) {
    const std::string title = sound(song.title);
    REQUIRE_FALSE(title.empty());
    const auto [first, is_new] = seen.insert({{artist_sound(song.artist), title}, song.title});
    INFO(song.artist << ": '" << song.title << "' and '" << first->second << "'");
    CHECK(is_new);
  }
}

TEST_CASE("Every artist of the catalogue has one spelling, and at most eight songs", "[files]") {
  std::map<std::string, std::string> spellings;
  std::map<std::string, int> counts;
  for (const Song& song : catalogue()) {
    const auto found = spellings.insert({artist_sound(song.artist), song.artist}).first;
    CHECK(found->second == song.artist);
    ++counts[song.artist];
  }
  for (const auto& [artist, count] : counts) {
    INFO(artist);
    CHECK(count <= 8);
  }
}

TEST_CASE("No field of the catalogue begins or ends with a space", "[files]") {
  for (const Song& song : catalogue()) {
    for (const std::string& field : {song.artist, song.title, song.genre}) {
      INFO("'" << field << "'");
      CHECK(field.front() != ' ');
      CHECK(field.back() != ' ');
      CHECK(field.find("  ") == std::string::npos);
    }
  }
}

TEST_CASE("The catalogue holds the cover and the original of the published result", "[files]") {
  const auto holds = [](const std::string& artist, const std::string& title, int year) {
    return std::any_of(catalogue().begin(), catalogue().end(), [&](const Song& song) {
      return song.artist == artist && song.title == title && song.year == year;
    });
  };
  CHECK(holds("Tom Petty", "Free Fallin'", 1989));
  CHECK(holds("John Mayer", "Free Fallin' - Live at the Nokia Theatre", 2008));
}

TEST_CASE("The rows that the seed recipe reads hold every song at least three times", "[files]") {
  const auto counts = segue::test::count_songs(read_back(sample(), 10'000));
  CHECK(counts.size() == catalogue().size());
  for (const auto& [song, count] : counts) {
    INFO(song.first << " - " << song.second);
    CHECK(count >= 3);
  }
}

TEST_CASE("The sample is as large as it should be", "[files]") {
  CHECK(sample().size() < 1'000'000);
  const auto playlists = read_back(sample());
  CHECK(playlists.size() > 500);
  CHECK(playlists.size() < 800);
  std::size_t rows = 0;
  for (const auto& playlist : playlists)
    rows += playlist.songs.size();
  CHECK(rows >= 9'500);
  CHECK(rows <= 10'500);
}

TEST_CASE("The sample's playlists are like people's", "[files]") {
  const auto playlists = read_back(sample());
  CHECK_FALSE(segue::test::repeats_a_song(playlists));
  const auto names = segue::test::lower_names(playlists);
  CHECK(std::adjacent_find(names.begin(), names.end()) == names.end());
  const double by_title = segue::test::share_by_title(playlists);
  CHECK(by_title > 0.4);
  CHECK(by_title < 0.6);
}

TEST_CASE("The sample is the same for the same seed, and another for another", "[files]") {
  CHECK(synthesize(catalogue()) == sample());
  CHECK(synthesize(catalogue(), {43, 10'000}) != sample());
}
