#include "segue/query/similarity.h"

#include <algorithm>
#include <cassert>
#include <limits>

#include "kernels/double_dot.h"

namespace segue {
namespace {

/// Adds the weighted unit vector of a row; nothing where the row points nowhere.
void add_unit_vector(std::span<const float> row, double weight, std::span<float> sum) {
  const double length = length_of(row);
  if (length == 0) return;
  for (std::size_t i = 0; i < row.size(); ++i)
    sum[i] += static_cast<float>(weight * static_cast<double>(row[i]) / length);
}

/// Of the direction, which is a unit vector or a mean of some, with the row's.
double cosine(std::span<const float> direction, std::span<const float> row) {
  const double length = length_of(row);
  return length == 0 ? 0 : double_dot(direction, row) / length;
}

}  // namespace

Similarity::Similarity(const Model& model)
    : model_(model), sides_(sides(model)), answers_(answers(sides_)) {}

std::vector<Similarity::Side> Similarity::sides(const Model& model) {
  switch (traits_of(model.recipe).comparison) {
    case Comparison::inputs:
      return {{&model.input, &model.input}};
    case Comparison::input_to_output:
      break;
  }
  return {{&model.input, &model.output}, {&model.output, &model.input}};
}

/// For each track the vectors of all sides, one behind the other, so that one dot product with a
/// question of the same form adds up their cosines.
Embedding Similarity::answers(const std::vector<Side>& sides) {
  if (sides.size() == 1) return *sides[0].answer;
  const std::size_t dim = sides[0].answer->dim;
  Embedding table{sides[0].answer->rows, sides.size() * dim, {}};
  table.values.resize(table.rows * table.dim);
  for (std::size_t row = 0; row < table.rows; ++row) {
    for (std::size_t side = 0; side < sides.size(); ++side) {
      const std::span<float> place =
          std::span(table.values).subspan(row * table.dim + side * dim, dim);
      add_unit_vector(sides[side].answer->row(row), 1, place);
    }
  }
  return table;
}

std::vector<float> Similarity::question(std::span<const TrackId> plus,
                                        std::span<const TrackId> minus) const {
  const std::size_t dim = model_.input.dim;
  std::vector<float> question(sides_.size() * dim);
  const double share = 1.0 / static_cast<double>(plus.size() + minus.size());
  for (std::size_t side = 0; side < sides_.size(); ++side) {
    const std::span<float> place = std::span(question).subspan(side * dim, dim);
    for (const TrackId id : plus)
      add_unit_vector(sides_[side].question->row(id), share, place);
    for (const TrackId id : minus)
      add_unit_vector(sides_[side].question->row(id), -share, place);
  }
  return question;
}

std::vector<Neighbour> Similarity::similar(TrackId id, std::size_t limit, unsigned threads) const {
  if (sides_.size() == 1) return answers_.similar(id, limit, threads);
  return combine({&id, 1}, {}, limit, threads);
}

std::vector<std::vector<Neighbour>> Similarity::similar(std::span<const TrackId> ids,
                                                        std::size_t limit, unsigned threads) const {
  if (sides_.size() == 1) return answers_.similar(ids, limit, threads);
  std::vector<std::vector<float>> questions;
  std::vector<Neighbours::Direction> queries;
  for (const TrackId& id : ids) {
    questions.push_back(question({&id, 1}, {}));
    queries.push_back({questions.back(), {&id, 1}});
  }
  return answers_.nearest(queries, limit, threads);
}

std::vector<float> Similarity::similarities(TrackId id, std::span<const TrackId> others) const {
  const std::vector<float> direction = question({&id, 1}, {});
  std::vector<float> result;
  for (const TrackId other : others)
    result.push_back(static_cast<float>(closeness(direction, other)));
  return result;
}

std::vector<Neighbour> Similarity::combine(std::span<const TrackId> plus,
                                           std::span<const TrackId> minus, std::size_t limit,
                                           unsigned threads) const {
  assert(!plus.empty() || !minus.empty());
  std::vector<TrackId> given(plus.begin(), plus.end());
  given.insert(given.end(), minus.begin(), minus.end());
  return answers_.nearest({question(plus, minus), given}, limit, threads);
}

double Similarity::closeness(std::span<const float> question, TrackId id) const {
  double sum = 0;
  for (std::size_t side = 0; side < sides_.size(); ++side) {
    const std::span<const float> row = sides_[side].answer->row(id);
    sum += cosine(question.subspan(side * row.size(), row.size()), row);
  }
  return sum / static_cast<double>(sides_.size());
}

TrackId Similarity::odd_one_out(std::span<const TrackId> tracks) const {
  assert(tracks.size() >= 3);
  TrackId odd = tracks[0];
  double lowest = std::numeric_limits<double>::infinity();
  for (const TrackId track : tracks) {
    std::vector<TrackId> others(tracks.begin(), tracks.end());
    others.erase(std::find(others.begin(), others.end(), track));
    const double close = closeness(question(others, {}), track);
    if (close > lowest) continue;
    lowest = close;
    odd = track;
  }
  return odd;
}

void Similarity::score(std::span<const TrackId> known, std::span<float> scores) const {
  assert(scores.size() == model_.input.rows && !known.empty());
  const std::vector<float> direction = question(known, {});
  for (TrackId id = 0; id < scores.size(); ++id)
    scores[id] = static_cast<float>(closeness(direction, id));
}

}  // namespace segue
