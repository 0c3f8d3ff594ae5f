#include "segue/evaluate/neighbour_overlap.h"

#include <algorithm>
#include <iterator>
#include <span>
#include <utility>
#include <vector>

#include "segue/query/similarity.h"

namespace segue {
namespace {

constexpr std::size_t kNamed = 10;
constexpr std::size_t kMostAsked = 2000;

/// The ids of the tracks that both know: those of the one, and in the same order of the other.
struct SharedTracks {
  std::vector<TrackId> a;
  std::vector<TrackId> b;
};

SharedTracks find_shared(const Vocabulary& a, const Vocabulary& b) {
  SharedTracks shared;
  std::vector<bool> is_taken(b.size());  // several tracks may be one where names are folded
  for (TrackId id = 0; id < a.size(); ++id) {
    const auto other = b.find_name(a.key(id));
    if (!other || is_taken[*other]) continue;
    is_taken[*other] = true;
    shared.a.push_back(id);
    shared.b.push_back(*other);
  }
  return shared;
}

Embedding rows_of(const Embedding& table, std::span<const TrackId> ids) {
  Embedding rows{ids.size(), table.dim, {}};
  rows.values.reserve(ids.size() * table.dim);
  for (const TrackId id : ids) {
    const std::span<const float> row = table.row(id);
    rows.values.insert(rows.values.end(), row.begin(), row.end());
  }
  return rows;
}

/// What is similar to each of `asked`, as sorted places among `ids`.
std::vector<std::vector<TrackId>> answers_of(const Model& model, std::span<const TrackId> ids,
                                             std::span<const TrackId> asked, unsigned threads) {
  Model part;
  part.recipe = model.recipe;
  part.input = rows_of(model.input, ids);
  part.output = rows_of(model.output, ids);
  std::vector<std::vector<TrackId>> answers;
  for (const auto& found : Similarity(part).similar(asked, kNamed, threads)) {
    std::vector<TrackId> names;
    for (const Neighbour& neighbour : found)
      names.push_back(neighbour.id);
    std::sort(names.begin(), names.end());
    answers.push_back(std::move(names));
  }
  return answers;
}

std::size_t count_shared(const std::vector<TrackId>& a, const std::vector<TrackId>& b) {
  std::vector<TrackId> both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  return both.size();
}

}  // namespace

NeighbourOverlap neighbour_overlap(const Model& a, const Model& b, unsigned threads) {
  const SharedTracks shared = find_shared(a.vocabulary, b.vocabulary);
  NeighbourOverlap overlap{shared.a.size(), 0};
  if (shared.a.empty()) return overlap;
  std::vector<TrackId> asked;
  const std::size_t count = std::min(kMostAsked, shared.a.size());
  for (std::size_t i = 0; i < count; ++i)
    asked.push_back(static_cast<TrackId>(i * shared.a.size() / count));
  const auto of_a = answers_of(a, shared.a, asked, threads);
  const auto of_b = answers_of(b, shared.b, asked, threads);
  std::size_t named_by_both = 0;
  for (std::size_t i = 0; i < count; ++i)
    named_by_both += count_shared(of_a[i], of_b[i]);
  overlap.shared = static_cast<double>(named_by_both) / static_cast<double>(count);
  return overlap;
}

}  // namespace segue
