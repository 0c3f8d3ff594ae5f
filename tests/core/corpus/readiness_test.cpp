#include "segue/corpus/readiness.h"

#include <catch2/catch.hpp>

#include "support/playlists.h"

using namespace segue;

namespace {

/// So many playlists of the songs 0 .. `songs` - 1 each, and one of its own.
Corpus playlists(int count, int songs) {
  std::vector<std::vector<std::string>> lists;
  for (int list = 0; list < count; ++list) {
    lists.push_back({"own " + std::to_string(list)});
    for (int song = 0; song < songs; ++song)
      lists.back().push_back("song " + std::to_string(song));
  }
  return test::corpus_of(lists);
}

}  // namespace

TEST_CASE("there is nothing to learn where no playlist holds two tracks", "[readiness]") {
  CHECK(judge({}).readiness == Readiness::nothing);
  CHECK(judge(playlists(100, 0)).readiness == Readiness::nothing);
  CHECK(judge(test::corpus_of({{"a", "a", "a"}, {"b"}})).playlists == 0);
}

TEST_CASE("playlists are enough once there are some, and tracks that they share", "[readiness]") {
  const Judgement enough = judge(playlists(20, 50));
  CHECK(enough.readiness == Readiness::enough);
  CHECK(enough.playlists == 20);
  CHECK(enough.shared_tracks == 50);
  CHECK(judge(playlists(19, 50)).readiness == Readiness::little);
  CHECK(judge(playlists(20, 49)).readiness == Readiness::little);
  CHECK(judge(playlists(1, 1000)).readiness == Readiness::little);
  // A track that a playlist holds twice is not shared.
  CHECK(judge(test::corpus_of({{"a", "b", "a"}, {"a"}})).shared_tracks == 0);
  CHECK(to_string(Readiness::little) == std::string("little"));
}
