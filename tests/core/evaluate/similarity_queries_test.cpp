#include "segue/evaluate/similarity_queries.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <vector>

using namespace segue;

namespace {

/// 0 and 2 by one artist, in other cases; 3 by nobody else.
Vocabulary four_tracks() {
  Vocabulary vocabulary;
  vocabulary.add({"ABBA", "a"}, 4);
  vocabulary.add({"Blur", "b"}, 3);
  vocabulary.add({"Abba", "c"}, 2);
  vocabulary.add({"Cher", "d"}, 1);
  return vocabulary;
}

}  // namespace

TEST_CASE("each held-out track is asked about, and what is like it is to be found",
          "[similarity_queries]") {
  const std::vector<HeldOutQuery> queries = {{{1, 3}, {0, 2}, 0, 5}};
  const std::vector<TrackFacts> facts = {
      {"pop", 0, ""}, {"rock", 0, ""}, {"disco", 0, ""}, {"pop", 0, ""}};
  const SimilarityQueries asked = similarity_queries(queries, four_tracks(), facts);
  REQUIRE(asked.artist.size() == 2);
  CHECK(asked.artist[0].known == std::vector<TrackId>{0});
  CHECK(asked.artist[0].held_out == std::vector<TrackId>{2});
  CHECK(asked.artist[1].held_out == std::vector<TrackId>{0});
  REQUIRE(asked.genre.size() == 1);  // 2 is the only one of its genre
  CHECK(asked.genre[0].known == std::vector<TrackId>{0});
  CHECK(asked.genre[0].held_out == std::vector<TrackId>{3});
  REQUIRE(asked.playlist.size() == 2);
  CHECK(asked.playlist[0].known == std::vector<TrackId>{0});
  CHECK(asked.playlist[0].held_out == std::vector<TrackId>{1, 2, 3});
}

TEST_CASE("a track that is known and held out is never like itself, and counts once",
          "[similarity_queries]") {
  const std::vector<HeldOutQuery> queries = {{{1, 0, 3}, {0, 3}}};
  const SimilarityQueries asked = similarity_queries(queries, four_tracks(), {});
  REQUIRE(asked.playlist.size() == 2);
  CHECK(asked.playlist[0].known == std::vector<TrackId>{0});
  CHECK(asked.playlist[0].held_out == std::vector<TrackId>{1, 3});
  CHECK(asked.playlist[1].held_out == std::vector<TrackId>{0, 1});
}

TEST_CASE("what has no like is not asked about", "[similarity_queries]") {
  const std::vector<HeldOutQuery> queries = {{{}, {3}}, {{0}, {}, 0, 1}};
  const std::vector<TrackFacts> facts(4);  // nothing is known of any
  const SimilarityQueries asked = similarity_queries(queries, four_tracks(), facts);
  CHECK(asked.artist.empty());
  CHECK(asked.genre.empty());
  CHECK(asked.playlist.empty());
  CHECK(similarity_queries({}, four_tracks(), {}).artist.empty());
}

TEST_CASE("of very many held-out tracks some are asked about, from all over",
          "[similarity_queries]") {
  std::vector<HeldOutQuery> queries;
  for (int i = 0; i < 20000; ++i)
    queries.push_back({{3}, {static_cast<TrackId>(i < 10000 ? 0 : 2)}});
  const SimilarityQueries asked = similarity_queries(queries, four_tracks(), {});
  REQUIRE(asked.artist.size() == 5000);
  CHECK(std::count_if(asked.artist.begin(), asked.artist.end(),
                      [](const HeldOutQuery& query) { return query.known[0] == 0; }) == 2500);
}
