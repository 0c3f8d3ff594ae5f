#include "segue/learn/playlist_memory_of.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "segue/corpus/rare_tracks.h"
#include "segue/evaluate/hold_out.h"
#include "segue/util/error.h"
#include "segue/util/random.h"
#include "support/playlists.h"

using namespace segue;

namespace {

/// Of which the middle one loses all its tracks.
Corpus named_corpus() {
  Corpus corpus = test::corpus_of({{"a", "b", "a"}, {"rare"}, {"b", "a"}});
  corpus.names = {"One", "gone", ""};
  return without_rare_tracks(std::move(corpus), 2);
}

}  // namespace

TEST_CASE("a memory is the playlists in order, without those that no track is left of",
          "[memory]") {
  const Corpus corpus = named_corpus();
  REQUIRE(corpus.playlists() == 3);
  const PlaylistMemory memory = playlist_memory_of(corpus);
  CHECK(memory.tracks == std::vector<TrackId>{0, 1, 0, 1, 0});
  CHECK(memory.ends == std::vector<std::uint32_t>{3, 5});
  CHECK(memory.names == std::vector<std::string>{"One", ""});
  CHECK(memory.playlist(1).size() == 2);
}

TEST_CASE("the memory of a part to train on holds nothing that was held out", "[memory]") {
  Random random(9);
  std::vector<std::vector<std::string>> playlists(40);
  for (auto& playlist : playlists) {
    for (int i = 0; i < 12; ++i)
      playlist.push_back("song " + std::to_string(random.below(30)));
  }
  for (const bool last : {false, true}) {
    HoldOutOptions options;
    options.count = 3;
    options.last = last;
    const HoldOut parts = hold_out(test::corpus_of(playlists), options);
    const PlaylistMemory memory = playlist_memory_of(parts.training);
    REQUIRE(parts.queries.size() == memory.playlists());
    for (std::size_t i = 0; i < parts.queries.size(); ++i) {
      for (const TrackId held_out : parts.queries[i].held_out) {
        const auto playlist = memory.playlist(i);
        CHECK(std::find(playlist.begin(), playlist.end(), held_out) == playlist.end());
      }
    }
  }
}

TEST_CASE("a memory has no names where the corpus has none", "[memory]") {
  Corpus corpus = named_corpus();
  corpus.names.clear();
  const PlaylistMemory memory = playlist_memory_of(corpus);
  CHECK(memory.playlists() == 2);
  CHECK(memory.names.empty());
  CHECK(playlist_memory_of(Corpus()) == PlaylistMemory());
}

TEST_CASE("more than a file can say is refused, with what to do", "[memory]") {
  Corpus corpus;
  corpus.offsets = {0, (std::size_t{1} << 31) - 1, std::size_t{1} << 31};
  try {
    playlist_memory_of(corpus);
    FAIL("it was taken");
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::bad_option);
    CHECK(error.message().find("--memory no") != std::string::npos);
  }
}
