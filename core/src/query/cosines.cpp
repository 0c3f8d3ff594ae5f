#include "query/cosines.h"

#include <algorithm>
#include <array>
#include <cassert>

#include "kernels/double_dot.h"
#include "kernels/kernels.h"

namespace segue {
namespace {

std::vector<float> inverse_lengths_of(const TableView& table) {
  std::vector<float> scales(table.rows);
  for (std::size_t row = 0; row < table.rows; ++row) {
    const double length = length_of({table.row(row), table.dim});
    scales[row] = length > 0 ? static_cast<float>(1 / length) : 0.0f;
  }
  return scales;
}

}  // namespace

Cosines::Cosines(const TableView& input, const TableView& output)
    : input_(input),
      output_(output),
      input_scales_(inverse_lengths_of(input)),
      output_scales_(inverse_lengths_of(output)) {
  assert(input.rows == output.rows && input.dim == output.dim);
}

void Cosines::score(TrackId track, std::span<float> scores) const {
  assert(scores.size() == input_.rows);
  std::fill(scores.begin(), scores.end(), 0.0f);
  add(input_, input_scales_, output_, output_scales_, track, scores);
  add(output_, output_scales_, input_, input_scales_, track, scores);
}

void Cosines::add(const TableView& questions, const std::vector<float>& question_scales,
                  const TableView& answers, const std::vector<float>& answer_scales, TrackId track,
                  std::span<float> scores) const {
  constexpr std::size_t kRowsAtOnce = 256;
  std::vector<float> direction(kernels::padded(questions.dim));
  std::copy_n(questions.row(track), questions.dim, direction.begin());
  const float half = question_scales[track] / 2;  // of two cosines
  std::array<float, kRowsAtOnce> dots;
  for (std::size_t begin = 0; begin < answers.rows; begin += kRowsAtOnce) {
    const std::size_t count = std::min(kRowsAtOnce, answers.rows - begin);
    kernels::row_dots(answers.row(begin), answers.stride, answers.dim, count, direction.data(),
                      dots.data());
    for (std::size_t i = 0; i < count; ++i)
      scores[begin + i] += half * answer_scales[begin + i] * dots[i];
  }
}

}  // namespace segue
