// What the sample in data/ promises. Native only: it reads the catalogue from the repository.

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "segue/catalogue/catalogue.h"
#include "segue/catalogue/genre.h"
#include "segue/sample/synthesize.h"
#include "support/made_playlists.h"
#include "support/repository.h"

namespace {

using segue::Genre;
using segue::Song;
using segue::test::read_back;
using segue::test::synthesize;

const std::vector<Song>& catalogue() {
  static const std::vector<Song> songs = segue::read_catalogue(
      segue::test::read_repository_file("data/catalogue.tsv"), "data/catalogue.tsv");
  return songs;
}

const std::vector<Genre>& genres() {
  static const std::vector<Genre> table =
      segue::read_genres(segue::test::read_repository_file("data/genres.tsv"), "data/genres.tsv");
  return table;
}

const std::string& sample() {
  static const std::string csv = synthesize(catalogue(), genres());
  return csv;
}

}  // namespace

TEST_CASE("The table of genres is that of the catalogue", "[files]") {
  std::set<std::string> in_catalogue;
  for (const Song& song : catalogue())
    in_catalogue.insert(song.genre);
  std::set<std::string> in_table;
  for (const Genre& genre : genres()) {
    INFO(genre.name);
    in_table.insert(genre.name);
    // A genre that is close to everything would make every measure of likeness look good.
    CHECK(genre.neighbours.size() * 5 < genres().size());
    CHECK_FALSE(genre.occasions.empty());
  }
  CHECK(in_table == in_catalogue);
}

TEST_CASE("Each occasion of the table has several genres", "[files]") {
  std::map<std::string, int> counts;
  for (const Genre& genre : genres()) {
    for (const std::string& occasion : genre.occasions)
      ++counts[occasion];
  }
  for (const auto& [occasion, count] : counts) {
    INFO(occasion);
    CHECK(count >= 2);
  }
}

TEST_CASE("The sample holds every song at least three times", "[files]") {
  const auto counts = segue::test::count_songs(read_back(sample()));
  CHECK(counts.size() == catalogue().size());
  for (const auto& [song, count] : counts) {
    INFO(song.first << " - " << song.second);
    CHECK(count >= 3);
  }
}

TEST_CASE("The sample is as large as it should be", "[files]") {
  CHECK(sample().size() < 7'000'000);
  const auto playlists = read_back(sample());
  CHECK(playlists.size() >= 3000);
  std::size_t rows = 0;
  for (const auto& playlist : playlists)
    rows += playlist.songs.size();
  CHECK(rows >= 60'000);
}

TEST_CASE("The sample has a few giants, and many short playlists", "[files]") {
  std::vector<std::size_t> lengths;
  std::size_t rows = 0;
  for (const auto& playlist : read_back(sample())) {
    lengths.push_back(playlist.songs.size());
    rows += playlist.songs.size();
  }
  std::sort(lengths.rbegin(), lengths.rend());
  CHECK(lengths[lengths.size() / 2] <= 12);
  CHECK(lengths.front() > 500);
  std::size_t in_longest = 0;
  for (std::size_t i = 0; i < lengths.size() / 10; ++i)
    in_longest += lengths[i];
  CHECK(in_longest > rows * 4 / 10);
}

TEST_CASE("The sample's popular songs are far more frequent than the others", "[files]") {
  std::vector<int> counts;
  int rows = 0;
  for (const auto& counted : segue::test::count_songs(read_back(sample()))) {
    counts.push_back(counted.second);
    rows += counted.second;
  }
  std::sort(counts.rbegin(), counts.rend());
  int of_most = 0;
  for (std::size_t i = 0; i < counts.size() / 10; ++i)
    of_most += counts[i];
  CHECK(of_most > rows / 4);
}

TEST_CASE("The rows that song2vec reads hold the cover and the original together", "[files]") {
  int together = 0;
  for (const auto& playlist : read_back(sample(), 10'000)) {
    const auto holds = [&](const std::pair<std::string, std::string>& song) {
      return std::find(playlist.songs.begin(), playlist.songs.end(), song) != playlist.songs.end();
    };
    together += holds({"Tom Petty", "Free Fallin'"}) &&
                holds({"John Mayer", "Free Fallin' - Live at the Nokia Theatre"});
  }
  CHECK(together >= 2);
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
  CHECK(synthesize(catalogue(), genres()) == sample());
  CHECK(synthesize(catalogue(), genres(), {.seed = 43}) != sample());
}
