#include "segue/corpus/corpus.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>

#include "segue/unicode/text.h"
#include "segue/util/error.h"
#include "segue/util/random.h"
#include "support/playlists.h"

using namespace segue;
using test::Entry;

namespace {

/// Rows in which playlists take turns, users share names, and tracks are spelled in several ways.
std::vector<Entry> many_entries() {
  Random random(11);
  std::vector<Entry> entries(30'000);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    Entry& entry = entries[i];
    if (i > 0 && random.below(4) != 0) {
      entry = entries[i - 1];
    } else {
      entry.user = "user " + std::to_string(random.below(5));
      entry.playlist =
          (random.below(2) == 0 ? "List " : "LIST ") + std::to_string(random.below(99));
    }
    const std::string number = std::to_string(random.below(1 + random.below(8'000)));
    entry.artist = random.below(3) == 0 ? "SÄKERT!" : "säkert!";
    entry.title = (random.below(3) == 0 ? "\"Song " : "song ") + number;
  }
  return entries;
}

Corpus build(const std::vector<Entry>& entries, PlaylistIdentity identity, unsigned threads) {
  CorpusBuilder builder(identity, threads);
  for (const Entry& entry : entries)
    builder.add({entry.user, entry.playlist, entry.artist, entry.title});
  return std::move(builder).build();
}

/// Playlists of keys, as a plain program makes them.
std::vector<std::vector<std::string>> plain_playlists(const std::vector<Entry>& entries,
                                                      PlaylistIdentity identity) {
  std::map<std::pair<std::string, std::string>, std::size_t> places;
  std::vector<std::vector<std::string>> playlists;
  for (const Entry& entry : entries) {
    const bool by_user = identity == PlaylistIdentity::user_and_name;
    const auto [place, is_new] = places.try_emplace(
        {by_user ? entry.user : "", lower_case(entry.playlist)}, playlists.size());
    if (is_new) playlists.emplace_back();
    playlists[place->second].push_back(track_key(normalise(entry.artist, entry.title)));
  }
  return playlists;
}

/// The tracks in the order of their ids, as a plain program finds it.
std::vector<std::pair<std::string, std::uint64_t>> plain_tracks(
    const std::vector<std::vector<std::string>>& playlists) {
  std::vector<std::pair<std::string, std::uint64_t>> tracks;
  std::map<std::string, std::size_t> places;
  for (const auto& playlist : playlists) {
    for (const std::string& key : playlist) {
      const auto [place, is_new] = places.try_emplace(key, tracks.size());
      if (is_new) tracks.push_back({key, 0});
      ++tracks[place->second].second;
    }
  }
  std::stable_sort(tracks.begin(), tracks.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  return tracks;
}

}  // namespace

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

TEST_CASE("a corpus is what a plain program makes of the rows, on one thread and on two",
          "[corpus]") {
  const auto identity = GENERATE(PlaylistIdentity::name, PlaylistIdentity::user_and_name);
  const unsigned threads = GENERATE(0u, 1u, 2u, 7u);
  const std::vector<Entry> entries = many_entries();
  const Corpus corpus = build(entries, identity, threads);
  const auto playlists = plain_playlists(entries, identity);
  const auto tracks = plain_tracks(playlists);
  REQUIRE(corpus.vocabulary.size() == tracks.size());
  for (TrackId id = 0; id < tracks.size(); ++id) {
    REQUIRE(corpus.vocabulary.key(id) == tracks[id].first);
    REQUIRE(corpus.vocabulary.count(id) == tracks[id].second);
    REQUIRE(corpus.vocabulary.find(tracks[id].first) == id);
  }
  REQUIRE(corpus.playlists() == playlists.size());
  for (std::size_t i = 0; i < playlists.size(); ++i) {
    std::vector<std::string> keys;
    for (const TrackId id : corpus.playlist(i))
      keys.emplace_back(corpus.vocabulary.key(id));
    REQUIRE(keys == playlists[i]);
  }
  std::map<std::string, Entry> first_spelling;
  for (const Entry& entry : entries)
    first_spelling.try_emplace(track_key(normalise(entry.artist, entry.title)), entry);
  for (TrackId id = 0; id < tracks.size(); ++id) {
    const Entry& first = first_spelling.at(tracks[id].first);
    REQUIRE(corpus.vocabulary.track(id) == TrackNames{first.artist, first.title});
  }
}

TEST_CASE("a playlist is one name's, or one user's and one name's", "[corpus]") {
  const std::vector<Entry> entries = {{"u1", "Road", "A", "one"},   {"u2", "road", "A", "two"},
                                      {"u1", "ROAD", "A", "three"}, {"U1", "Road", "A", "four"},
                                      {"u", "1Road", "A", "five"},  {"u2", "road", "A", "six"}};
  const Corpus by_name = build(entries, PlaylistIdentity::name, 1);
  REQUIRE(by_name.playlists() == 2);
  CHECK(by_name.playlist(0).size() == 5);
  const Corpus by_user = build(entries, PlaylistIdentity::user_and_name, 1);
  REQUIRE(by_user.playlists() == 4);
  CHECK(by_user.playlist(0).size() == 2);
  CHECK(by_user.playlist(1).size() == 2);
  CHECK(by_user.vocabulary.key(by_user.playlist(0)[1]) == "a - three");
}

TEST_CASE("a corpus has its playlists' names, as they are spelled first, where they are kept",
          "[corpus]") {
  for (const bool keeps : {false, true}) {
    CorpusBuilder builder(PlaylistIdentity::name);
    if (keeps) builder.keep_playlist_names();
    for (const char* playlist : {"Road", "", "ROAD", "Ähnlich"})
      builder.add({"user", playlist, "artist", "title"});
    const Corpus corpus = std::move(builder).build();
    CHECK(corpus.playlists() == 3);
    CHECK(corpus.names ==
          (keeps ? std::vector<std::string>{"Road", "", "Ähnlich"} : std::vector<std::string>()));
  }
}

TEST_CASE("an entry of many megabytes is one among others", "[corpus]") {
  std::vector<Entry> entries = many_entries();
  entries[20'000].title = std::string(10'000'000, 'x');
  entries[20'001].title = std::string(10'000'001, 'x');
  const Corpus corpus = build(entries, PlaylistIdentity::name, 2);
  CHECK(corpus.tokens.size() == entries.size());
  CHECK(corpus.vocabulary.find("säkert! - " + entries[20'000].title).has_value());
  CHECK(corpus.vocabulary.find("säkert! - " + entries[20'001].title).has_value());
}

TEST_CASE("a builder says what it holds so far, and goes on", "[corpus]") {
  const unsigned threads = GENERATE(1u, 2u);
  CorpusBuilder builder(PlaylistIdentity::name, threads);
  CHECK(builder.so_far().rows == 0);
  builder.add({"u", "p", "a", "1"});
  builder.add({"u", "p", "a", "2"});
  CHECK(builder.so_far().rows == 2);
  CHECK(builder.so_far().playlists == 1);
  CHECK(builder.so_far().tracks == 2);
  for (const Entry& entry : many_entries())
    builder.add({entry.user, entry.playlist, entry.artist, entry.title});
  CHECK(builder.so_far().rows == 30'002);
  builder.add({"u", "p", "A", "1"});
  const Corpus corpus = std::move(builder).build();
  CHECK(corpus.tokens.size() == 30'003);
  CHECK(corpus.playlist(0).size() == 3);
}

TEST_CASE("a builder may be moved and dropped at any time", "[corpus]") {
  const std::vector<Entry> entries = many_entries();
  CorpusBuilder dropped(PlaylistIdentity::name, 2);
  CorpusBuilder moved(PlaylistIdentity::name, 2);
  for (const Entry& entry : entries) {
    dropped.add({entry.user, entry.playlist, entry.artist, entry.title});
    moved.add({entry.user, entry.playlist, entry.artist, entry.title});
  }
  dropped = std::move(moved);
  CHECK(std::move(dropped).build().tokens.size() == entries.size());
}

TEST_CASE("an empty corpus is empty", "[corpus]") {
  const unsigned threads = GENERATE(1u, 2u);
  const Corpus corpus = CorpusBuilder(PlaylistIdentity::name, threads).build();
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

TEST_CASE("a vocabulary gives many tracks ids at once, and new ids to them all", "[corpus]") {
  Vocabulary vocabulary;
  const std::vector<TrackNames> tracks = {{"A", "x"}, {"B", ""}, {"a", "X"}, {"", "c"}, {"b", ""}};
  std::vector<TrackId> ids(tracks.size());
  vocabulary.intern(tracks, ids);
  CHECK(ids == std::vector<TrackId>{0, 1, 0, 2, 1});
  CHECK(vocabulary.count(2) == 0);
  const Vocabulary copy = vocabulary;
  vocabulary.reorder(std::vector<TrackId>{2, 0, 1}, {7, 5, 3});
  CHECK(vocabulary.track(0) == TrackNames{"", "c"});
  CHECK(vocabulary.track(1) == TrackNames{"A", "x"});
  CHECK(vocabulary.track(2) == TrackNames{"B", ""});
  CHECK(vocabulary.count(1) == 5);
  CHECK(vocabulary.key(2) == "b - ");
  CHECK(vocabulary.find("a - x") == TrackId{1});
  CHECK(vocabulary.add({"new", "one"}, 1) == 3);
  vocabulary = Vocabulary();
  CHECK(copy.track(0) == TrackNames{"A", "x"});
  CHECK(copy.find("a - x") == TrackId{0});
}
