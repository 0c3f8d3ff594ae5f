#include "segue/corpus.h"

#include <catch2/catch.hpp>

#include "playlists.h"
#include "segue/error.h"

using namespace segue;

TEST_CASE("a track is its lower-case names without quotation marks at their ends", "[corpus]") {
  CHECK(track_key(normalise("Tom Petty", "Free Fallin'")) == "tom petty - free fallin'");
  CHECK(track_key(normalise("Osmani Garcia \"La Voz\"", "El Taxi")) ==
        "osmani garcia \"la voz - el taxi");
  CHECK(track_key(normalise("", "\"45\"")) == " - 45");
  CHECK(track_key(normalise("\"\"", "x")) == " - x");
}

TEST_CASE("ids run by falling count, ties by first appearance in the playlists", "[corpus]") {
  CorpusBuilder builder;
  builder.add({"u1", "First", "A", "one"});
  builder.add({"u1", "Second", "A", "two"});
  builder.add({"u2", "FIRST", "A", "three"});  // the same playlist, whoever's it is
  builder.add({"u2", "second", "a", "ONE"});   // the same track
  builder.add({"u3", "Third", "A", "four"});
  const Corpus corpus = std::move(builder).build();
  REQUIRE(corpus.vocabulary.size() == 4);
  CHECK(corpus.vocabulary.key(0) == "a - one");
  CHECK(corpus.vocabulary.count(0) == 2);
  // "three" comes after "two" in the file, but before it in the playlists.
  CHECK(corpus.vocabulary.key(1) == "a - three");
  CHECK(corpus.vocabulary.key(2) == "a - two");
  CHECK(corpus.vocabulary.key(3) == "a - four");
  REQUIRE(corpus.playlists() == 3);
  CHECK(corpus.playlist(0)[0] == 0);
  CHECK(corpus.playlist(0)[1] == 1);
  CHECK(corpus.playlist(1)[0] == 2);
  CHECK(corpus.playlist(1)[1] == 0);
  CHECK(corpus.vocabulary.track(0) == TrackNames{"A", "one"});  // as it was first spelled
}

TEST_CASE("many tracks of one count keep their order", "[corpus]") {
  std::vector<std::string> titles;
  for (int i = 0; i < 1000; ++i)
    titles.push_back("song " + std::to_string((i * 389) % 1000));
  const Corpus corpus = test::corpus_of({titles});
  for (TrackId id = 0; id < 1000; ++id)
    REQUIRE(corpus.vocabulary.track(id).title == titles[id]);
}

TEST_CASE("spellings of one track are one, and names that only meet when joined are two",
          "[corpus]") {
  CorpusBuilder builder;
  builder.add({"u", "p", "A", "One"});
  builder.add({"u", "p", "a", "one"});
  builder.add({"u", "p", "A", "One"});
  builder.add({"u", "p", "ab", "c"});
  builder.add({"u", "p", "a", "bc"});
  builder.add({"u", "q", "A", "ONE"});
  builder.add({"u", "p", "A", "one"});
  const Corpus corpus = std::move(builder).build();
  CHECK(corpus.vocabulary.size() == 3);
  CHECK(corpus.vocabulary.count(0) == 5);
  CHECK(corpus.playlist(0).size() == 6);
  CHECK(corpus.playlist(1).size() == 1);
}

TEST_CASE("an empty corpus is empty", "[corpus]") {
  const Corpus corpus = CorpusBuilder().build();
  CHECK(corpus.playlists() == 0);
  CHECK(corpus.vocabulary.size() == 0);
}

TEST_CASE("a vocabulary finds tracks by key and refuses one twice", "[corpus]") {
  Vocabulary vocabulary;
  vocabulary.add({"Tom Petty", "Free Fallin'"}, 2);
  CHECK(vocabulary.find("tom petty - free fallin'") == TrackId{0});
  CHECK_FALSE(vocabulary.find("Tom Petty - Free Fallin'").has_value());
  CHECK_THROWS_AS(vocabulary.add({"TOM PETTY", "free fallin'"}, 1), Error);
}
