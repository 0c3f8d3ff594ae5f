#include "segue/track_search.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <numeric>
#include <string>

#include "segue/text.h"

namespace segue {
namespace {

// What a query word costs by how it matches a track's word; less is better.
enum Cost : std::uint32_t {
  kWhole = 0,
  kBegun = 1,
  kOneSlip = 3,
  kInside = 4,
  kTwoSlips = 5,
  kMissing = 1000,  // more than many bad matches: costs / kMissing are the words that are missing
};
constexpr std::uint32_t kNoMatch = kMissing;

constexpr std::size_t kLongestCompared = 32;  // bytes; nobody types more before looking

/// How many slips a word of this many bytes may hold and still mean something.
std::size_t slips_allowed(std::size_t length) {
  return length >= 8 ? 2 : length >= 4 ? 1 : 0;
}

/// The fewest single-byte edits (insert, delete, replace, swap neighbours) that turn `query` into
/// some beginning of `word` (optimal string alignment, Damerau 1964).
std::size_t slips_to_beginning(std::string_view query, std::string_view word) {
  query = query.substr(0, kLongestCompared);
  word = word.substr(0, query.size() + 2);
  using Row = std::array<std::size_t, kLongestCompared + 3>;
  Row before{}, above{}, row{};
  std::iota(above.begin(), above.end(), std::size_t{0});
  for (std::size_t i = 1; i <= query.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= word.size(); ++j) {
      const bool same = query[i - 1] == word[j - 1];
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (same ? 0 : 1)});
      const bool swapped =
          i > 1 && j > 1 && query[i - 1] == word[j - 2] && query[i - 2] == word[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before = above;
    above = row;
  }
  return *std::min_element(above.begin(),
                           above.begin() + static_cast<std::ptrdiff_t>(word.size()) + 1);
}

std::uint32_t match_cost(std::string_view query, std::string_view word) {
  if (word == query) return kWhole;
  if (word.starts_with(query)) return kBegun;
  if (query.size() >= 3 && word.find(query) != std::string_view::npos) return kInside;
  const std::size_t allowed = slips_allowed(query.size());
  // Nearly nobody mistypes the first letter, and the check spares most of the work.
  if (allowed == 0 || word.empty() || word[0] != query[0]) return kNoMatch;
  const std::size_t slips = slips_to_beginning(query, word);
  if (slips > allowed) return kNoMatch;
  return slips == 1 ? kOneSlip : kTwoSlips;
}

}  // namespace

/// An inverted index: each distinct word and the tracks that hold it.
class TrackSearch::Index {
 public:
  explicit Index(const Vocabulary& vocabulary) : tracks_(vocabulary.size()) {
    std::map<std::string, std::vector<TrackId>, std::less<>> tracks_of_word;
    for (std::size_t id = 0; id < tracks_; ++id) {
      const TrackNames track = vocabulary.track(static_cast<TrackId>(id));
      for (const std::string_view name : {track.artist, track.title}) {
        for (std::string& word : search_words(name)) {
          std::vector<TrackId>& holders = tracks_of_word[std::move(word)];
          const auto holder = static_cast<TrackId>(id);
          if (holders.empty() || holders.back() != holder) holders.push_back(holder);
        }
      }
    }
    for (auto& [word, holders] : tracks_of_word)
      words_.push_back({word, std::move(holders)});
  }

  std::vector<TrackId> find(std::string_view text, std::size_t limit) const {
    const std::vector<std::string> query = search_words(text);
    std::vector<TrackId> found;
    if (query.empty()) found = all_tracks();
    std::vector<std::uint32_t> costs(tracks_, 0);
    if (!query.empty()) {
      for (const std::string& word : query)
        add_costs(word, costs);
      found = with_most_words(costs, query.size());
    }
    const std::size_t count = std::min(limit, found.size());
    std::partial_sort(
        found.begin(), found.begin() + static_cast<std::ptrdiff_t>(count), found.end(),
        [&](TrackId a, TrackId b) { return costs[a] != costs[b] ? costs[a] < costs[b] : a < b; });
    found.resize(count);
    return found;
  }

 private:
  struct Word {
    std::string text;
    std::vector<TrackId> tracks;
  };

  std::vector<TrackId> all_tracks() const {
    std::vector<TrackId> all(tracks_);
    std::iota(all.begin(), all.end(), TrackId{0});
    return all;
  }

  /// The tracks that match as many of the words as any track does, at least one.
  static std::vector<TrackId> with_most_words(const std::vector<std::uint32_t>& costs,
                                              std::size_t words) {
    std::vector<TrackId> found;
    std::uint32_t missing = static_cast<std::uint32_t>(words) - 1;
    for (std::size_t id = 0; id < costs.size(); ++id) {
      if (costs[id] / kMissing > missing) continue;
      if (costs[id] / kMissing < missing) found.clear();
      missing = costs[id] / kMissing;
      found.push_back(static_cast<TrackId>(id));
    }
    return found;
  }

  /// Adds to each track what its best match for one word of the query costs.
  void add_costs(const std::string& query, std::vector<std::uint32_t>& costs) const {
    std::vector<std::uint32_t> best(tracks_, kMissing);
    for (const Word& word : words_) {
      const std::uint32_t cost = match_cost(query, word.text);
      if (cost == kNoMatch) continue;
      for (const TrackId id : word.tracks)
        best[id] = std::min(best[id], cost);
    }
    for (std::size_t id = 0; id < tracks_; ++id)
      costs[id] += best[id];
  }

  std::size_t tracks_;
  std::vector<Word> words_;
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
