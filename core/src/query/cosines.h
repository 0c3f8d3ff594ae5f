#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "segue/model/model.h"
#include "segue/track/vocabulary.h"

namespace segue {

/// The similarity of a track to every other, as the recipe `playlist` compares them: the mean of
/// the cosines of its input with their output vector and the other way round. In single precision,
/// for who asks often and needs no exact order; Similarity is for answers.
class Cosines {
 public:
  /// Tables of one shape, which must outlive it.
  Cosines(const TableView& input, const TableView& output);

  /// Gives every track its similarity, in [-1, 1] but for rounding; 0 where a vector points
  /// nowhere.
  void score(TrackId track, std::span<float> scores) const;

 private:
  void add(const TableView& questions, const std::vector<float>& question_scales,
           const TableView& answers, const std::vector<float>& answer_scales, TrackId track,
           std::span<float> scores) const;

  TableView input_;
  TableView output_;
  std::vector<float> input_scales_;  // of each track: one over its vector's length
  std::vector<float> output_scales_;
};

}  // namespace segue
