#include "corpus/renumber_tracks.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace segue {
namespace {

/// How often each track occurs, and all tracks in order of first appearance.
struct Census {
  std::vector<std::uint64_t> counts;
  std::vector<TrackId> order;
};

Census take_census(const std::vector<TrackId>& tokens, std::size_t tracks) {
  Census census{std::vector<std::uint64_t>(tracks), {}};
  census.order.reserve(tracks);
  for (const TrackId id : tokens) {
    if (census.counts[id]++ == 0) census.order.push_back(id);
  }
  return census;
}

/// The census's tracks by falling count, those of one count in their order.
std::vector<TrackId> by_falling_count(const Census& census) {
  if (census.order.empty()) return {};
  const std::uint64_t most = *std::max_element(census.counts.begin(), census.counts.end());
  const auto rank = [&](TrackId id) { return static_cast<std::size_t>(most - census.counts[id]); };
  std::vector<std::uint32_t> next(static_cast<std::size_t>(most) + 1);  // the next place of a rank
  for (const TrackId id : census.order)
    ++next[rank(id)];
  std::exclusive_scan(next.begin(), next.end(), next.begin(), 0u);
  std::vector<TrackId> sorted(census.order.size());
  for (const TrackId id : census.order)
    sorted[next[rank(id)]++] = id;
  return sorted;
}

}  // namespace

std::vector<TrackId> renumber_tracks(Corpus& corpus) {
  const Census census = take_census(corpus.tokens, corpus.vocabulary.size());
  const std::vector<TrackId> order = by_falling_count(census);
  std::vector<std::uint64_t> counts;
  counts.reserve(order.size());
  std::vector<TrackId> final_id(order.size());
  for (const TrackId id : order) {
    final_id[id] = static_cast<TrackId>(counts.size());
    counts.push_back(census.counts[id]);
  }
  for (TrackId& id : corpus.tokens)
    id = final_id[id];
  corpus.vocabulary.reorder(order, std::move(counts));
  return final_id;
}

}  // namespace segue
