#include "segue/corpus/rare_tracks.h"

#include <catch2/catch.hpp>
#include <string>
#include <utility>
#include <vector>

#include "support/playlists.h"

using namespace segue;

namespace {

std::vector<std::string> titles(const Corpus& corpus, std::size_t playlist) {
  std::vector<std::string> result;
  for (const TrackId id : corpus.playlist(playlist))
    result.emplace_back(corpus.vocabulary.track(id).title);
  return result;
}

}  // namespace

TEST_CASE("rare tracks leave the vocabulary and the playlists, which keep their order", "[rare]") {
  const Corpus corpus = without_rare_tracks(
      test::corpus_of({{"rare", "B", "a", "twice"}, {"a", "rarer"}, {"lone"}, {"a", "b", "twice"}}),
      2);
  REQUIRE(corpus.vocabulary.size() == 3);
  CHECK(corpus.vocabulary.count(0) == 3);
  CHECK(corpus.vocabulary.track(0) == TrackNames{"Artist", "a"});
  CHECK(corpus.vocabulary.track(1) == TrackNames{"Artist", "B"});
  CHECK(corpus.vocabulary.find("artist - twice") == TrackId{2});
  CHECK_FALSE(corpus.vocabulary.find("artist - rare").has_value());
  REQUIRE(corpus.playlists() == 4);
  CHECK(titles(corpus, 0) == std::vector<std::string>{"B", "a", "twice"});
  CHECK(titles(corpus, 1) == std::vector<std::string>{"a"});
  CHECK(corpus.playlist(2).empty());
  CHECK(titles(corpus, 3) == std::vector<std::string>{"a", "B", "twice"});
  CHECK(corpus.tokens.size() == corpus.offsets.back());
}

TEST_CASE("the names of playlists stay beside them, also of those that nothing is left of",
          "[rare]") {
  CorpusBuilder builder;
  builder.keep_playlist_names();
  for (const auto& [playlist, title] : std::vector<std::pair<const char*, const char*>>{
           {"One", "a"}, {"gone", "rare"}, {"two", "a"}})
    builder.add({"user", playlist, "Artist", title});
  const Corpus corpus = without_rare_tracks(std::move(builder).build(), 2);
  REQUIRE(corpus.playlists() == 3);
  CHECK(corpus.playlist(1).empty());
  CHECK(corpus.names == std::vector<std::string>{"One", "gone", "two"});
}

TEST_CASE("a count of 0 or 1 keeps everything, one above all counts nothing", "[rare]") {
  const Corpus all = test::small_corpus();
  for (const std::uint64_t min_count : {0u, 1u}) {
    const Corpus corpus = without_rare_tracks(all, min_count);
    CHECK(corpus.tokens == all.tokens);
    CHECK(corpus.offsets == all.offsets);
    CHECK(corpus.vocabulary.size() == all.vocabulary.size());
  }
  const Corpus none = without_rare_tracks(all, 1'000'000);
  CHECK(none.vocabulary.size() == 0);
  CHECK(none.tokens.empty());
  CHECK(none.playlists() == all.playlists());
  CHECK(without_rare_tracks(Corpus(), 5).playlists() == 0);
}
