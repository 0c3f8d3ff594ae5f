// The same play, and the same playlist, from two files count once.

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "segue/corpus/corpus.h"
#include "segue/read/reader.h"

using namespace segue;

namespace {

constexpr std::int64_t kNoon = 1'704'456'000;

struct Play {
  const char* title;
  std::int64_t ended;
};

FileShare add_plays(CorpusBuilder& builder, const std::string& file,
                    const std::vector<Play>& plays) {
  builder.begin_file(file);
  std::uint64_t session = 1;
  for (const Play& play : plays)
    builder.add({file, "session", "artist", play.title, session, play.ended});
  return builder.end_file();
}

FileShare add_list(CorpusBuilder& builder, const std::string& file, const std::string& user,
                   const std::string& name, const std::vector<std::string>& titles) {
  builder.begin_file(file);
  for (const std::string& title : titles)
    builder.add({user, name, "artist", title});
  return builder.end_file();
}

}  // namespace

TEST_CASE("the same play from two files is one play, told to the minute or to the second",
          "[repeats]") {
  for (const PlaylistIdentity identity :
       {PlaylistIdentity::user_and_name, PlaylistIdentity::name}) {
    CorpusBuilder builder(identity);
    // One form tells the minute; one track is played twice in a row.
    const FileShare minutes =
        add_plays(builder, "minutes",
                  {{"a", kNoon}, {"b", kNoon + 180}, {"b", kNoon + 180}, {"b", kNoon + 240}});
    CHECK(minutes.brought.rows == 4);
    CHECK(minutes.repeated_plays == 0);
    const FileShare seconds = add_plays(builder, "seconds",
                                        {{"a", kNoon + 59},
                                         {"b", kNoon + 184},
                                         {"b", kNoon + 225},
                                         {"b", kNoon + 260},
                                         {"b", kNoon + 400},
                                         {"c", kNoon}});
    CHECK(seconds.repeated_plays == 4);
    CHECK(seconds.brought.rows == 2);
    CHECK(seconds.brought.tracks == 1);
    const FileShare again = add_plays(builder, "again", {{"b", kNoon + 400}, {"c", kNoon}});
    CHECK(again.repeated_plays == 2);
    CHECK(again.brought.rows == 0);
    CHECK(again.brought.playlists == 0);
    const Corpus corpus = std::move(builder).build();
    CHECK(corpus.tokens.size() == 6);
    CHECK(corpus.playlists() == (identity == PlaylistIdentity::name ? 1 : 2));
  }
}

TEST_CASE("plays of one file, of other times and of other tracks all count", "[repeats]") {
  CorpusBuilder builder(PlaylistIdentity::user_and_name);
  CHECK(add_plays(builder, "one", {{"a", kNoon}, {"a", kNoon}}).repeated_plays == 0);
  CHECK(add_plays(builder, "two", {{"a", kNoon + 60}, {"b", kNoon}, {"a", kNoon - 60}})
            .repeated_plays == 0);
  CHECK(std::move(builder).build().tokens.size() == 5);
}

TEST_CASE("a playlist that stands in two files alike counts once", "[repeats]") {
  CorpusBuilder builder(PlaylistIdentity::user_and_name);
  const std::vector<std::string> titles = {"1", "2", "3"};
  add_list(builder, "a.txt", "a.txt", "Road", titles);
  const FileShare same = add_list(builder, "b.txt", "b.txt", "ROAD", titles);
  CHECK(same.repeated_playlists == 1);
  CHECK(same.brought.rows == 0);
  CHECK(same.brought.playlists == 0);
  // Another name, another order, a track more, and another person's.
  CHECK(add_list(builder, "c.txt", "c.txt", "Home", titles).repeated_playlists == 0);
  CHECK(add_list(builder, "d.txt", "d.txt", "Road", {"1", "3", "2"}).repeated_playlists == 0);
  CHECK(add_list(builder, "e.txt", "e.txt", "Road", {"1", "2", "3", "4"}).repeated_playlists == 0);
  CHECK(add_list(builder, "f.csv", "u1", "Road", titles).repeated_playlists == 0);
  CHECK(add_list(builder, "g.csv", "u2", "Road", titles).repeated_playlists == 0);
  CHECK(add_list(builder, "h.csv", "u1", "Road", titles).repeated_playlists == 1);
  const Corpus corpus = std::move(builder).build();
  CHECK(corpus.playlists() == 6);
  CHECK(corpus.tokens.size() == 19);
}

TEST_CASE("a playlist that was left out may have other rows later", "[repeats]") {
  CorpusBuilder builder(PlaylistIdentity::user_and_name);
  builder.keep_playlist_names();
  add_list(builder, "a.txt", "a.txt", "x", {"1", "2"});
  builder.begin_file("b.txt");
  for (const char* title : {"1", "2"})
    builder.add({"b.txt", "x", "artist", title, 7});
  builder.add({"b.txt", "y", "artist", "3"});
  CHECK(builder.end_file().repeated_playlists == 1);
  CHECK(builder.so_far().playlists == 2);
  builder.begin_file("b.txt");
  builder.add({"b.txt", "x", "artist", "3", 7});
  CHECK(builder.end_file().brought.playlists == 1);
  const Corpus corpus = std::move(builder).build();
  REQUIRE(corpus.playlists() == 3);
  CHECK(corpus.playlist(1).size() == 1);
  CHECK(corpus.names == std::vector<std::string>{"x", "x", "y"});
}

TEST_CASE("a playlist that was left out leaves no name", "[repeats]") {
  CorpusBuilder builder(PlaylistIdentity::user_and_name);
  builder.keep_playlist_names();
  add_list(builder, "a.txt", "a.txt", "x", {"1", "2"});
  CHECK(add_list(builder, "b.txt", "b.txt", "X", {"1", "2"}).repeated_playlists == 1);
  add_list(builder, "c.txt", "c.txt", "y", {"3"});
  const Corpus corpus = std::move(builder).build();
  CHECK(corpus.playlists() == 2);
  CHECK(corpus.names == std::vector<std::string>{"x", "y"});
}

TEST_CASE("under names alone two files' playlists are one, as song2vec has it", "[repeats]") {
  CorpusBuilder builder(PlaylistIdentity::name);
  add_list(builder, "a.txt", "a.txt", "x", {"1", "2"});
  CHECK(add_list(builder, "b.txt", "b.txt", "x", {"1", "2"}).repeated_playlists == 0);
  const Corpus corpus = std::move(builder).build();
  CHECK(corpus.playlists() == 1);
  CHECK(corpus.tokens.size() == 4);
}
