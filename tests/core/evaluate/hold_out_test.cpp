#include "segue/evaluate/hold_out.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "segue/util/error.h"
#include "segue/util/random.h"
#include "support/playlists.h"

using namespace segue;
using namespace segue::test;

namespace {

/// Playlists of 1 to 60 tracks, some of which come more than once in one.
Corpus varied_corpus() {
  Random random(3);
  std::vector<std::vector<std::string>> playlists;
  for (int list = 0; list < 80; ++list) {
    playlists.emplace_back();
    for (std::uint32_t left = 1 + random.below(60); left > 0; --left)
      playlists.back().push_back("song " + std::to_string(random.below(150)));
  }
  return corpus_of(playlists);
}

std::set<std::string_view> keys(const Corpus& corpus, std::size_t playlist) {
  std::set<std::string_view> result;
  for (const TrackId id : corpus.playlist(playlist))
    result.insert(corpus.vocabulary.key(id));
  return result;
}

/// The playlists of the whole and of the training part stand in the same order.
std::vector<std::set<std::string_view>> missing_tracks(const Corpus& whole, const HoldOut& parts) {
  std::vector<std::set<std::string_view>> missing;
  REQUIRE(parts.training.playlists() == whole.playlists());
  for (std::size_t i = 0; i < whole.playlists(); ++i) {
    const auto all = keys(whole, i);
    const auto kept = keys(parts.training, i);
    CHECK(std::includes(all.begin(), all.end(), kept.begin(), kept.end()));
    missing.emplace_back();
    std::set_difference(all.begin(), all.end(), kept.begin(), kept.end(),
                        std::inserter(missing.back(), missing.back().end()));
  }
  return missing;
}

HoldOutOptions count_of(std::size_t count) {
  HoldOutOptions options;
  options.count = count;
  return options;
}

HoldOutOptions share_of(double share) {
  HoldOutOptions options;
  options.share = share;
  return options;
}

HoldOutOptions last(HoldOutOptions options) {
  options.last = true;
  return options;
}

}  // namespace

TEST_CASE("what is held out is nowhere in its playlist's training part", "[hold_out]") {
  const Corpus whole = varied_corpus();
  for (const HoldOutOptions& options :
       {count_of(1), count_of(4), share_of(0.1), share_of(0.5), last(count_of(1)),
        last(count_of(4)), last(share_of(0.1)), last(share_of(0.5))}) {
    const HoldOut parts = hold_out(whole, options);
    const auto missing = missing_tracks(whole, parts);
    std::size_t query = 0;
    for (std::size_t i = 0; i < whole.playlists(); ++i) {
      const std::size_t tracks = keys(whole, i).size();
      const std::size_t wanted =
          options.share == 0
              ? options.count
              : static_cast<std::size_t>(static_cast<double>(tracks) * options.share + 0.5);
      if (wanted == 0 || tracks < wanted + 2) {
        CHECK(missing[i].empty());
        continue;
      }
      REQUIRE(query < parts.queries.size());
      const HeldOutQuery& asked = parts.queries[query++];
      CHECK(missing[i].size() == wanted);
      CHECK(asked.held_out.size() + asked.unknown_held_out == wanted);
      for (const TrackId id : asked.held_out)
        CHECK(missing[i].count(parts.training.vocabulary.key(id)) == 1);
      // The known tracks are those of the training playlist, each once, in its order.
      std::vector<TrackId> known;
      for (const TrackId id : parts.training.playlist(i)) {
        if (std::find(known.begin(), known.end(), id) == known.end()) known.push_back(id);
      }
      CHECK(asked.known == known);
      CHECK(asked.unknown_known == 0);
    }
    CHECK(query == parts.queries.size());
  }
}

TEST_CASE("the training part is counted and numbered anew", "[hold_out]") {
  const HoldOut parts = hold_out(varied_corpus(), count_of(3));
  const Vocabulary& vocabulary = parts.training.vocabulary;
  std::vector<std::uint64_t> counts(vocabulary.size());
  for (const TrackId id : parts.training.tokens)
    ++counts[id];
  for (TrackId id = 0; id < vocabulary.size(); ++id) {
    CHECK(vocabulary.count(id) == counts[id]);
    CHECK(counts[id] > 0);
    if (id > 0) CHECK(counts[id] <= counts[id - 1]);
  }
}

TEST_CASE("a track that is only held out is unknown afterwards", "[hold_out]") {
  // Each track is in one playlist.
  const HoldOut parts = hold_out(corpus_of({{"a", "b", "c", "d"}, {"e", "f", "e", "g"}}), {});
  REQUIRE(parts.queries.size() == 2);
  CHECK(parts.training.vocabulary.size() == 5);
  for (const HeldOutQuery& query : parts.queries) {
    CHECK(query.held_out.empty());
    CHECK(query.unknown_held_out == 1);
  }
}

TEST_CASE("rare tracks of the training part are unknown afterwards", "[hold_out]") {
  HoldOutOptions options = count_of(2);
  options.min_count = 15;
  const Corpus whole = varied_corpus();
  const HoldOut all = hold_out(whole, count_of(2));
  const HoldOut frequent = hold_out(whole, options);
  CHECK(frequent.training.vocabulary.size() < all.training.vocabulary.size());
  CHECK(frequent.training.vocabulary.count(
            static_cast<TrackId>(frequent.training.vocabulary.size() - 1)) >= 15);
  REQUIRE(frequent.queries.size() == all.queries.size());
  std::size_t unknown = 0;
  for (std::size_t i = 0; i < all.queries.size(); ++i) {
    const HeldOutQuery& query = frequent.queries[i];
    CHECK(query.known.size() + query.unknown_known == all.queries[i].known.size());
    CHECK(query.held_out.size() + query.unknown_held_out == 2);
    unknown += query.unknown_held_out;
  }
  CHECK(unknown > 0);
}

TEST_CASE("the same seed makes the same split, another one another", "[hold_out]") {
  const Corpus whole = varied_corpus();
  HoldOutOptions options = count_of(2);
  const HoldOut first = hold_out(whole, options);
  const HoldOut again = hold_out(whole, options);
  CHECK(first.training.tokens == again.training.tokens);
  options.seed = 43;
  CHECK(first.training.tokens != hold_out(whole, options).training.tokens);
}

TEST_CASE("the last of a playlist are those that first appear last", "[hold_out]") {
  const Corpus whole = corpus_of({{"a", "b", "c", "b", "d", "a"},
                                  {"d", "c", "a", "d", "b"},
                                  {"d", "c", "c", "a"},
                                  {"b", "a"},
                                  {"a", "b", "c", "d", "e", "f", "g", "h"}});
  using Keys = std::set<std::string_view>;
  const auto key = [](const char* title) { return std::string("artist - ") + title; };
  const std::string a = key("a"), b = key("b"), c = key("c"), d = key("d"), e = key("e"),
                    f = key("f"), g = key("g"), h = key("h");
  for (std::uint64_t seed = 0; seed < 3; ++seed) {
    HoldOutOptions two = last(count_of(2));
    two.seed = seed;
    CHECK(missing_tracks(whole, hold_out(whole, two)) ==
          std::vector<Keys>{{c, d}, {a, b}, {}, {}, {g, h}});
  }
  CHECK(missing_tracks(whole, hold_out(whole, last(share_of(0.4)))) ==
        std::vector<Keys>{{c, d}, {a, b}, {a}, {}, {f, g, h}});
  // What stands behind a track that goes stays where it was.
  const Corpus training = hold_out(whole, last(count_of(2))).training;
  std::vector<std::string_view> left;
  for (const TrackId id : training.playlist(0))
    left.push_back(training.vocabulary.key(id));
  CHECK(left == std::vector<std::string_view>{a, b, b, a});
}

TEST_CASE("each track of a playlist is held out about as often as another", "[hold_out]") {
  const Corpus whole = corpus_of({{"a", "b", "c", "d", "e"}});
  std::vector<int> times(5);
  for (std::uint64_t seed = 0; seed < 1000; ++seed) {
    HoldOutOptions options = count_of(2);
    options.seed = seed;
    const auto missing = missing_tracks(whole, hold_out(whole, options));
    for (const std::string_view key : missing[0])
      ++times[static_cast<std::size_t>(key.back() - 'a')];
  }
  for (const int each : times)
    CHECK(each == Approx(400).margin(60));
}

TEST_CASE("a split that cannot be made is an error", "[hold_out]") {
  const Corpus whole = corpus_of({{"a", "b", "a", "b"}, {"c"}});
  const auto code = [&](const Corpus& corpus, const HoldOutOptions& options) {
    try {
      hold_out(corpus, options);
    } catch (const Error& error) {
      return error.code();
    }
    FAIL("nothing was thrown");
    return ErrorCode::io;
  };
  CHECK(code(whole, count_of(1)) == ErrorCode::nothing_to_learn);
  CHECK(code(Corpus(), count_of(1)) == ErrorCode::nothing_to_learn);
  CHECK(code(varied_corpus(), count_of(1000)) == ErrorCode::nothing_to_learn);
  CHECK(code(varied_corpus(), count_of(0)) == ErrorCode::bad_option);
  CHECK(code(varied_corpus(), share_of(1)) == ErrorCode::bad_option);
  CHECK(code(varied_corpus(), share_of(-0.1)) == ErrorCode::bad_option);
  CHECK(code(whole, last(count_of(1))) == ErrorCode::nothing_to_learn);
}

TEST_CASE("a hold-out out of range is named as what was asked for", "[hold_out]") {
  CHECK_THROWS_WITH(count_of(0).validate(), Catch::StartsWith("hold-out must be a whole number"));
  for (const HoldOutOptions& options : {count_of(0), share_of(1), share_of(-0.1)}) {
    CHECK_THROWS_WITH(last(options).validate(),
                      Catch::StartsWith("hold-out-last must be a whole number"));
  }
}

TEST_CASE("tracks of folded names stay as they were told apart", "[hold_out]") {
  CorpusBuilder builder(PlaylistIdentity::name, 1, TrackIdentity::folded);
  for (int list = 0; list < 20; ++list) {
    for (int song = 0; song < 10; ++song) {
      const std::string name = std::to_string(list);
      const std::string title =
          "Song " + std::to_string(song) + (song % 2 ? " (2009 Remaster)" : "");
      builder.add({"", name, "Artist feat. Other", title});
    }
  }
  const HoldOut parts = hold_out(std::move(builder).build(), share_of(0.3));
  CHECK(parts.training.vocabulary.identity() == TrackIdentity::folded);
  CHECK(parts.training.vocabulary.size() == 10);
  for (const HeldOutQuery& query : parts.queries) {
    CHECK(query.known.size() == 7);
    CHECK(query.held_out.size() == 3);
    CHECK(query.unknown_known + query.unknown_held_out == 0);
  }
}
