#include "segue/query/continuation.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <functional>
#include <numeric>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "kernels/double_dot.h"
#include "track/artist_key.h"

namespace segue {
namespace {

/// Of `unlike` beside `known`. A quarter changes half of what is found, and still finds nine in ten
/// of the missing songs; with half, as few as one in two; with as much as theirs, only what goes
/// with none of them is left (experiments/README.md).
constexpr float kUnlikeWeight = 0.25f;

void add_mean(const Embedding& table, std::span<const TrackId> ids, float weight,
              std::vector<float>& sum) {
  for (const TrackId id : ids) {
    const std::span<const float> row = table.row(id);
    for (std::size_t i = 0; i < sum.size(); ++i)
      sum[i] += weight * row[i] / static_cast<float>(ids.size());
  }
}

std::vector<float> scales_of(const Embedding& output) {
  std::vector<double> lengths(output.rows);
  for (std::size_t row = 0; row < output.rows; ++row)
    lengths[row] = length_of(output.row(row));
  // Relative to the mean length, so that scores keep the size that they were trained to have.
  const double mean = std::accumulate(lengths.begin(), lengths.end(), 0.0) /
                      static_cast<double>(std::max<std::size_t>(lengths.size(), 1));
  std::vector<float> scales(output.rows);
  for (std::size_t row = 0; row < output.rows; ++row)
    scales[row] = static_cast<float>(lengths[row] > 0 ? std::sqrt(mean / lengths[row]) : 1.0);
  return scales;
}

std::vector<float> rarities_of(const Vocabulary& vocabulary) {
  std::vector<double> logs(vocabulary.size());
  for (TrackId id = 0; id < vocabulary.size(); ++id)
    logs[id] = std::log(static_cast<double>(std::max<std::uint64_t>(vocabulary.count(id), 1)));
  const double mean = std::accumulate(logs.begin(), logs.end(), 0.0) /
                      static_cast<double>(std::max<std::size_t>(logs.size(), 1));
  std::vector<float> rarities(logs.size());
  for (std::size_t id = 0; id < logs.size(); ++id)
    rarities[id] = static_cast<float>(mean - logs[id]);
  return rarities;
}

/// Counts how often an artist was suggested, in any spelling of upper and lower case.
class ArtistLimit {
 public:
  ArtistLimit(const Vocabulary& vocabulary, const ContinuationQuery& query)
      : vocabulary_(vocabulary), most_(query.most_per_artist) {
    if (!query.leaves_out_artists) return;
    for (const TrackId id : query.known)
      left_out_.insert(artist_key(vocabulary_, id));
  }

  bool admits(TrackId id) {
    if (most_ == 0 && left_out_.empty()) return true;
    const std::string name = artist_key(vocabulary_, id);
    if (left_out_.count(name) != 0) return false;
    return most_ == 0 || ++counts_[name] <= most_;
  }

 private:
  const Vocabulary& vocabulary_;
  std::size_t most_;
  std::unordered_set<std::string> left_out_;
  std::unordered_map<std::string, std::size_t> counts_;
};

}  // namespace

Continuation::Continuation(const Model& model)
    : model_(model), scales_(scales_of(model.output)), rarities_(rarities_of(model.vocabulary)) {}

std::vector<float> Continuation::direction(std::span<const TrackId> known,
                                           std::span<const TrackId> unlike) const {
  std::vector<float> sum(model_.input.dim);
  // The weight may have been learnt to be negative by the seed recipe.
  add_mean(model_.input, known, model_.logit_weight, sum);
  add_mean(model_.input, unlike, -kUnlikeWeight * model_.logit_weight, sum);
  return sum;
}

void Continuation::score_along(std::span<const float> direction, std::span<float> scores) const {
  assert(scores.size() == model_.output.rows);
  for (std::size_t id = 0; id < scores.size(); ++id)
    scores[id] = scales_[id] * static_cast<float>(double_dot(direction, model_.output.row(id)));
}

void Continuation::score(std::span<const TrackId> known, std::span<float> scores) const {
  if (known.empty()) {  // then all there is to go by is what is heard most
    std::transform(rarities_.begin(), rarities_.end(), scores.begin(), std::negate<>());
  } else {
    score_along(direction(known, {}), scores);
  }
}

std::vector<Suggestion> Continuation::suggest(const ContinuationQuery& query,
                                              std::size_t limit) const {
  assert(!query.known.empty() && std::abs(query.popularity) <= 1);
  std::vector<float> scores(model_.output.rows);
  score_along(direction(query.known, query.unlike), scores);
  for (std::size_t id = 0; id < scores.size(); ++id)
    scores[id] -= static_cast<float>(query.popularity) * rarities_[id];
  std::vector<TrackId> order(scores.size());
  std::iota(order.begin(), order.end(), TrackId{0});
  const std::unordered_set<TrackId> given = [&] {
    std::unordered_set<TrackId> ids(query.known.begin(), query.known.end());
    ids.insert(query.unlike.begin(), query.unlike.end());
    return ids;
  }();
  // A heap, because few are taken of many, and nobody knows how many the artists' limit passes.
  const auto is_worse = [&](TrackId a, TrackId b) {
    return scores[a] != scores[b] ? scores[a] < scores[b] : a > b;
  };
  std::make_heap(order.begin(), order.end(), is_worse);
  ArtistLimit artists(model_.vocabulary, query);
  std::vector<Suggestion> suggestions;
  while (suggestions.size() < limit && !order.empty()) {
    std::pop_heap(order.begin(), order.end(), is_worse);
    const TrackId id = order.back();
    order.pop_back();
    if (given.count(id) == 0 && artists.admits(id)) suggestions.push_back({id, scores[id]});
  }
  return suggestions;
}

}  // namespace segue
