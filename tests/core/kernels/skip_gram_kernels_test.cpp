#include "kernels/skip_gram_kernels.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "kernels/kernels.h"
#include "segue/kernels/instruction_set.h"
#include "segue/util/random.h"
#include "train/row_table.h"

using namespace segue;

namespace {

void fill(RowTable& table, std::uint64_t seed, double size) {
  Random random(seed);
  for (std::size_t row = 0; row < table.rows(); ++row) {
    for (std::size_t i = 0; i < table.dim(); ++i)
      table.row(row)[i] = static_cast<float>((random.uniform() - 0.5) * size);
  }
}

/// A target against some contexts and negatives.
struct Setting {
  std::size_t positives;
  std::vector<std::size_t> outputs;  // rows of the table
  std::vector<float> weights;
};

const Setting kSetting = {
    3, {0, 1, 2, 3, 4, 5, 6, 7, 8, 2, 9, 9}, {1, 1, 1, 2, 2.5, 2, 2, 0.5, 2, 3, 0, 0}};

struct Result {
  RowTable input;
  RowTable outputs;
  double loss;
};

constexpr float kRate = 0.3f;
constexpr std::size_t kRowsAhead = 8;

/// The same by plain loops in double precision. A row that comes twice is changed twice.
Result expected(const Setting& setting, Result start) {
  const std::size_t dim = start.input.dim();
  std::vector<double> gains;
  double squares = 0;
  for (std::size_t d = 0; d < dim; ++d)
    squares += double{start.input.row(0)[d]} * double{start.input.row(0)[d]};
  const double largest = double{kernels::kMostScoreChange} / squares;
  start.loss = 0;
  for (std::size_t i = 0; i < setting.outputs.size(); ++i) {
    double score = 0;
    for (std::size_t d = 0; d < dim; ++d)
      score += double{start.input.row(0)[d]} * double{start.outputs.row(setting.outputs[i])[d]};
    const double label = i < setting.positives ? 1 : 0;
    const double gain = kRate * setting.weights[i] * (label - 1 / (1 + std::exp(-score)));
    gains.push_back(std::clamp(gain, -largest, largest));
    const double z = label == 1 ? -score : score;
    start.loss += setting.weights[i] * (std::max(z, 0.0) + std::log1p(std::exp(-std::abs(z))));
  }
  std::vector<double> change(dim);
  for (std::size_t i = 0; i < setting.outputs.size(); ++i) {
    float* row = start.outputs.row(setting.outputs[i]);
    for (std::size_t d = 0; d < dim; ++d) {
      change[d] += gains[i] * double{row[d]};
      row[d] += static_cast<float>(gains[i] * double{start.input.row(0)[d]});
    }
  }
  for (std::size_t d = 0; d < dim; ++d)
    start.input.row(0)[d] += static_cast<float>(change[d]);
  return start;
}

Result computed(const Setting& setting, Result start) {
  std::vector<float*> rows;
  for (const std::size_t output : setting.outputs)
    rows.push_back(start.outputs.row(output));
  AlignedFloats weights(setting.weights.begin(), setting.weights.end());
  weights.resize(kernels::padded(rows.size()));
  AlignedFloats scores(weights.size());
  start.loss = double{kernels::train_target({start.input.row(0), rows.data(), weights.data(),
                                             scores.data(), setting.positives, rows.size(),
                                             start.input.dim(), kRate, rows.data(), kRowsAhead})};
  return start;
}

Result random_start(std::size_t dim, double size) {
  Result start{RowTable(1, dim), RowTable(10, dim), 0};
  fill(start.input, 1, size);
  fill(start.outputs, 2, size);
  return start;
}

}  // namespace

TEST_CASE("a step of a target is what plain arithmetic gives, on each instruction set",
          "[skip-gram]") {
  const std::string best = instruction_set();
  for (const std::string& name : instruction_sets()) {
    use_instruction_set(name);
    for (const std::size_t dim : {1u, 3u, 16u, 17u, 100u, 4096u}) {
      for (const double size : {0.1, 2.0, 20.0}) {
        const Result start = random_start(dim, size);
        const Result right = expected(kSetting, start);
        const Result result = computed(kSetting, start);
        INFO(name << ", dim " << dim << ", size " << size);
        CHECK(result.loss == Approx(right.loss).epsilon(1e-4));
        double error = 0;
        for (std::size_t i = 0; i < right.outputs.values().size(); ++i)
          error = std::max(error, std::abs(double{result.outputs.values()[i]} -
                                           double{right.outputs.values()[i]}));
        for (std::size_t i = 0; i < right.input.values().size(); ++i)
          error = std::max(
              error, std::abs(double{result.input.values()[i]} - double{right.input.values()[i]}));
        CHECK(error < 1e-5 * size * 4);
      }
    }
  }
  use_instruction_set(best);
}

TEST_CASE("a number that is not finite shows in the loss", "[skip-gram]") {
  for (const float bad : {std::nanf(""), std::numeric_limits<float>::infinity()}) {
    Result start = random_start(100, 1);
    start.outputs.row(8)[99] = bad;
    CHECK_FALSE(std::isfinite(computed(kSetting, start).loss));
  }
}
