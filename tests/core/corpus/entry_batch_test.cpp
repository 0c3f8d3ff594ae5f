#include "corpus/entry_batch.h"

#include <catch2/catch.hpp>
#include <string>

using namespace segue;

TEST_CASE("a batch keeps entries that outlive their bytes, until it is full", "[batch]") {
  EntryBatch batch;
  std::size_t added = 0;
  while (true) {
    const std::string number = std::to_string(added);
    const std::string playlist = std::to_string(added / 3);
    if (!batch.add({"user", playlist, "artist " + number, number})) break;
    ++added;
  }
  REQUIRE(batch.entries().size() == added);
  REQUIRE(added > 1000);
  for (std::size_t i = 0; i < added; ++i) {
    const PlaylistEntry& entry = batch.entries()[i];
    REQUIRE(entry.user == "user");
    REQUIRE(entry.playlist == std::to_string(i / 3));
    REQUIRE(entry.artist == "artist " + std::to_string(i));
    REQUIRE(entry.title == std::to_string(i));
  }
  batch.clear();
  CHECK(batch.entries().empty());
  CHECK(batch.add({"u", "p", "a", "t"}));
  CHECK(batch.entries()[0].user == "u");
}

TEST_CASE("entries without text fill a batch too, and one of any size has room in an empty one",
          "[batch]") {
  EntryBatch batch;
  std::size_t added = 0;
  while (added < 100'000 && batch.add({}))
    ++added;
  CHECK(added < 10'000);
  batch.clear();
  const std::string title(3'000'000, 'x');
  REQUIRE(batch.add({"u", "p", "a", title}));
  CHECK(batch.entries()[0].title == title);
  CHECK_FALSE(batch.add({"u", "p", "a", title}));
  CHECK(batch.entries().size() == 1);
}
