#include "segue/corpus/playlist_order.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <numeric>

#include "segue/util/random.h"
#include "support/playlists.h"

using namespace segue;
using namespace segue::test;

namespace {

std::vector<std::string> alphabet(std::size_t tracks) {
  std::vector<std::string> titles;
  for (std::size_t i = 0; i < tracks; ++i)
    titles.push_back("song " + std::to_string(1000 + i));
  return titles;
}

/// One playlist of the artists' songs, each as "artist/title".
Corpus by_artists(const std::vector<std::pair<std::string, std::string>>& songs) {
  CorpusBuilder builder;
  for (const auto& [artist, title] : songs)
    builder.add({"user", "list", artist, title});
  return std::move(builder).build();
}

}  // namespace

TEST_CASE("playlists in order of title are found, in any case, with repeats", "[order]") {
  const PlaylistOrders orders = find_orders(corpus_of({
      {"a", "B", "c", "D", "e"},            // sorted
      {"a", "a", "b", "b", "c", "d", "e"},  // with repeats
      {"a", "b", "c", "d"},                 // too short to tell
      {"a", "a", "a", "a", "a", "b"},       // hardly an order
      {"e", "d", "c", "b", "a"},            // falling
      {"a", "c", "b", "d", "e", "f"},       // one of five falls
      {"the a", "b", "c", "d", "e", "f"},   // "the" counts as it stands
      {},
  }));
  CHECK(orders.by_title == 2);
  CHECK(orders.nearly_by_title == 0);
  CHECK(orders.by_artist == 0);  // there is one only
  CHECK(orders.nearly_by_artist == 0);
  CHECK(orders.playlists == 7);
}

TEST_CASE("one fall in twenty steps is nearly an order, two are none", "[order]") {
  std::vector<std::string> nearly = alphabet(21);
  std::swap(nearly[10], nearly[11]);
  std::vector<std::string> hardly = alphabet(21);
  std::swap(hardly[10], hardly[11]);
  std::swap(hardly[2], hardly[3]);
  const PlaylistOrders orders = find_orders(corpus_of({nearly, hardly, alphabet(21)}));
  CHECK(orders.by_title == 1);
  CHECK(orders.nearly_by_title == 1);
}

TEST_CASE("playlists in order of artist are found", "[order]") {
  const auto sorted = by_artists(
      {{"A", "z"}, {"a", "b"}, {"B", "c"}, {"c", "b"}, {"d", "a"}, {"D", "x"}, {"e", "w"}});
  CHECK(find_orders(sorted).by_artist == 1);
  CHECK(find_orders(sorted).by_title == 0);
  const auto three = by_artists({{"A", "z"}, {"B", "b"}, {"C", "c"}, {"C", "b"}, {"C", "d"}});
  CHECK(find_orders(three).by_artist == 0);
}

TEST_CASE("of playlists in random order hardly any counts", "[order]") {
  Random random(1);
  std::vector<std::vector<std::string>> playlists;
  for (int list = 0; list < 600; ++list) {
    playlists.push_back(alphabet(5 + static_cast<std::size_t>(list) % 40));
    random.shuffle(std::span(playlists.back()));
  }
  const PlaylistOrders orders = find_orders(corpus_of(playlists));
  CHECK(orders.by_title <= 3);
  CHECK(orders.nearly_by_title == 0);
}
