#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "query/weighed_track.h"
#include "segue/model/model.h"

namespace segue {

/// What the vectors of a skip-gram model expect beside tracks: the weighed sum of their input
/// vectors times a track's output vector, over the square root of that one's length.
class Expectation {
 public:
  /// The tables must outlive it.
  Expectation(const TableView& input, const TableView& output, float logit_weight);

  std::size_t tracks() const { return output_.rows; }

  /// Gives every track its score.
  void score(std::span<const WeighedTrack> asked, std::span<float> scores) const;

  /// The same of two questions, which takes hardly longer than of one: reading the table does.
  void score(std::span<const WeighedTrack> first, std::span<float> first_scores,
             std::span<const WeighedTrack> second, std::span<float> second_scores) const;

 private:
  std::vector<float> direction(std::span<const WeighedTrack> asked) const;
  void score_rows(std::size_t begin, std::size_t end, std::span<const float> direction,
                  std::span<float> scores) const;

  TableView input_;
  TableView output_;
  float logit_weight_;
  std::vector<float> scales_;  // of each track's score
};

}  // namespace segue
