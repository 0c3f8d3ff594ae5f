#include "segue/query/track_search.h"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <span>
#include <string>

#include "query/query_words.h"
#include "segue/unicode/text.h"
#include "segue/util/interner.h"
#include "track/track_key.h"

namespace segue {
namespace {

constexpr std::size_t kMostWords = 50;  // of a query; what stands behind them is not looked at

/// What a word costs that a track has not: costs / kMissing are the words that are missing.
constexpr std::uint32_t kMissing = 1000;
static_assert(kMissing > kMostWords * kTwoSlips);

}  // namespace

/// Each distinct word, the tracks that hold it, and the words of each track in their order.
class TrackSearch::Index {
 public:
  explicit Index(const Vocabulary& vocabulary) {
    tracks_.reserve(vocabulary.size());
    for (std::size_t id = 0; id < vocabulary.size(); ++id)
      add(vocabulary.track(static_cast<TrackId>(id)), vocabulary.identity());
    the_ = distinct_.intern("the").first;
    gather_holders();
  }

  std::vector<TrackId> find(std::string_view text, std::size_t limit) const {
    std::vector<std::string> typed = search_words(text);
    typed.resize(std::min(typed.size(), kMostWords));
    if (typed.empty()) return first_tracks(limit);
    QueryWords query(distinct_.size());
    std::vector<std::uint32_t> costs(tracks_.size(), 0);
    for (const std::string& word : typed)
      add_costs(word, query.add(), costs);
    return best(query, costs, limit);
  }

 private:
  /// Where the words of a track's names are in `words_`: the artist's, and the title's behind them.
  struct TrackWords {
    std::size_t begin;
    std::uint32_t artist, title;              // how many
    std::uint32_t plain_artist, plain_title;  // without guests and editions
  };

  void add(TrackNames names, TrackIdentity identity) {
    TrackWords track{words_.size(), add_words(names.artist), add_words(names.title), 0, 0};
    track.plain_artist = track.artist;
    track.plain_title = track.title;
    if (identity == TrackIdentity::folded && may_fold(names)) {
      const Track folded = normalise(names.artist, names.title, identity);
      track.plain_artist = plain_size(artist(track).words, folded.artist);
      track.plain_title = plain_size(title(track).words, folded.title);
    }
    tracks_.push_back(track);
  }

  std::uint32_t add_words(std::string_view name) {
    const std::vector<std::string> words = search_words(name);
    for (const std::string& word : words)
      words_.push_back(distinct_.intern(word).first);
    return static_cast<std::uint32_t>(words.size());
  }

  /// How many words a name has without guests and editions; all, where they stand in its midst.
  std::uint32_t plain_size(std::span<const WordNumber> words, std::string_view folded_name) const {
    const std::vector<std::string> plain = search_words(folded_name);
    const bool is_beginning = !plain.empty() && plain.size() <= words.size() &&
                              std::equal(plain.begin(), plain.end(), words.begin(),
                                         [&](const std::string& word, WordNumber number) {
                                           return distinct_.text(number) == word;
                                         });
    return static_cast<std::uint32_t>(is_beginning ? plain.size() : words.size());
  }

  NameWords artist(const TrackWords& track) const {
    return {std::span(words_).subspan(track.begin, track.artist), track.plain_artist};
  }
  NameWords title(const TrackWords& track) const {
    return {std::span(words_).subspan(track.begin + track.artist, track.title), track.plain_title};
  }

  /// Turns the lists of words round.
  void gather_holders() {
    holders_end_.assign(distinct_.size() + 1, 0);
    for (const WordNumber word : words_)
      ++holders_end_[word + 1];
    std::partial_sum(holders_end_.begin(), holders_end_.end(), holders_end_.begin());
    holders_.resize(words_.size());
    for (std::size_t id = 0; id < tracks_.size(); ++id) {
      const TrackWords& track = tracks_[id];
      for (std::size_t i = 0; i < track.artist + track.title; ++i)
        holders_[holders_end_[words_[track.begin + i]]++] = static_cast<TrackId>(id);
    }
  }

  /// The tracks that hold a word, once for each time that they do.
  std::span<const TrackId> holders(WordNumber word) const {
    const std::size_t begin = word == 0 ? 0 : holders_end_[word - 1];
    return std::span(holders_).subspan(begin, holders_end_[word] - begin);
  }

  std::vector<TrackId> first_tracks(std::size_t limit) const {
    std::vector<TrackId> first(std::min(limit, tracks_.size()));
    std::iota(first.begin(), first.end(), TrackId{0});
    return first;
  }

  /// Fills in what a word of the query matches, and adds to each track what its best match costs.
  void add_costs(std::string_view word, std::span<WordMatch> matches,
                 std::vector<std::uint32_t>& costs) const {
    std::vector<std::uint32_t> best(tracks_.size(), kMissing);
    for (WordNumber number = 0; number < matches.size(); ++number) {
      const WordMatch match = match_word(word, distinct_.text(number));
      matches[number] = match;
      if (match == kNoMatch) continue;
      for (const TrackId id : holders(number))
        best[id] = std::min<std::uint32_t>(best[id], match);
    }
    for (std::size_t id = 0; id < costs.size(); ++id)
      costs[id] += best[id];
  }

  /// Of the tracks that match as many of the words as any does, at least one, the `limit` best.
  std::vector<TrackId> best(const QueryWords& query, const std::vector<std::uint32_t>& costs,
                            std::size_t limit) const {
    std::vector<std::uint64_t> ranks;  // cost, place and id, in this order
    std::uint32_t missing = static_cast<std::uint32_t>(query.size()) - 1;
    for (std::size_t id = 0; id < costs.size(); ++id) {
      if (costs[id] / kMissing > missing) continue;
      if (costs[id] / kMissing < missing) ranks.clear();
      missing = costs[id] / kMissing;
      const TrackWords& track = tracks_[id];
      const Place place = query.place(title(track), artist(track), the_);
      ranks.push_back(std::uint64_t{costs[id]} << 40 |
                      std::uint64_t{static_cast<std::uint8_t>(place)} << 32 | id);
    }
    const std::size_t count = std::min(limit, ranks.size());
    std::partial_sort(ranks.begin(), ranks.begin() + static_cast<std::ptrdiff_t>(count),
                      ranks.end());
    std::vector<TrackId> found;
    for (std::size_t i = 0; i < count; ++i)
      found.push_back(static_cast<TrackId>(ranks[i]));
    return found;
  }

  Interner distinct_;
  WordNumber the_ = 0;
  std::vector<TrackWords> tracks_;
  std::vector<WordNumber> words_;         // of all tracks, one track behind the other
  std::vector<TrackId> holders_;          // of all words, one word behind the other
  std::vector<std::size_t> holders_end_;  // of each word
};

TrackSearch::TrackSearch(const Vocabulary& vocabulary)
    : index_(std::make_unique<Index>(vocabulary)) {}
TrackSearch::~TrackSearch() = default;
TrackSearch::TrackSearch(TrackSearch&&) noexcept = default;
TrackSearch& TrackSearch::operator=(TrackSearch&&) noexcept = default;

std::vector<TrackId> TrackSearch::find(std::string_view text, std::size_t limit) const {
  return index_->find(text, limit);
}

}  // namespace segue
