#include "segue/corpus/fingerprint.h"

#include <catch2/catch.hpp>
#include <set>

#include "support/playlists.h"

using namespace segue;

namespace {

Corpus corpus_with(const std::string& title, std::uint64_t count) {
  Corpus corpus;
  corpus.vocabulary.add({"Artist", title}, count);
  corpus.vocabulary.add({"Artist", "other"}, 1);
  corpus.tokens = {0, 1, 0};
  corpus.offsets = {0, 1, 3};
  return corpus;
}

}  // namespace

TEST_CASE("a fingerprint changes with any token, offset, key or count", "[fingerprint]") {
  std::set<std::uint64_t> fingerprints;
  const auto is_new = [&](const Corpus& corpus) {
    return fingerprints.insert(fingerprint(corpus)).second;
  };
  const Corpus corpus = corpus_with("a longer title", 2);
  CHECK(is_new(corpus));
  CHECK_FALSE(is_new(corpus_with("A LONGER TITLE", 2)));  // the key is the same
  CHECK(is_new(corpus_with("a longer titles", 2)));
  CHECK(is_new(corpus_with("b longer title", 2)));
  CHECK(is_new(corpus_with("a longer title", 3)));
  for (std::size_t i = 0; i < corpus.tokens.size(); ++i) {
    Corpus changed = corpus;
    changed.tokens[i] ^= 1;
    CHECK(is_new(changed));
  }
  Corpus swapped = corpus;
  swapped.tokens = {1, 0, 0};
  CHECK(is_new(swapped));
  Corpus moved = corpus;
  moved.offsets = {0, 2, 3};
  CHECK(is_new(moved));
  Corpus joined = corpus;
  joined.offsets = {0, 3};
  CHECK(is_new(joined));
  CHECK(is_new(Corpus()));
}

TEST_CASE("a fingerprint is the same on every machine", "[fingerprint]") {
  CHECK(fingerprint(corpus_with("a longer title", 2)) == 0xBA63C69060451CD0u);
  CHECK(fingerprint(test::small_corpus()) == 0x6B659B234A2FA82Bu);
}
