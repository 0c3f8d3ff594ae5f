#include "kernels/rank_kernels.h"

#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "segue/kernels/instruction_set.h"
#include "segue/util/aligned_floats.h"
#include "segue/util/random.h"

using namespace segue;
using kernels::kRankQueries;

namespace {

/// Whole numbers: every product and sum is exact, on each instruction set.
struct RankSetting {
  std::size_t rows, dim, stride;
  std::vector<float> values;
  std::vector<float> scales;
  AlignedFloats queries;

  kernels::RankStep step() const {
    return {values.data(), stride, dim, scales.data(), queries.data()};
  }
  float score(std::size_t row, std::size_t query) const {
    float sum = 0;
    for (std::size_t i = 0; i < dim; ++i)
      sum += values[row * stride + i] * queries[i * kRankQueries + query];
    return scales[row] * sum;
  }
};

RankSetting make_setting(std::size_t rows, std::size_t dim) {
  RankSetting setting{rows, dim, dim + 3, {}, {}, {}};
  Random random(9);
  const auto number = [&] { return static_cast<float>(static_cast<int>(random.below(9)) - 4); };
  for (std::size_t i = 0; i < rows * setting.stride; ++i)
    setting.values.push_back(number());
  for (std::size_t i = 0; i < rows; ++i)
    setting.scales.push_back(1 + static_cast<float>(random.below(2)));
  for (std::size_t i = 0; i < dim * kRankQueries; ++i)
    setting.queries.push_back(number());
  return setting;
}

}  // namespace

TEST_CASE("rows that reach a score are counted, on each instruction set", "[ranks]") {
  const std::string best = instruction_set();
  for (const std::string& name : instruction_sets()) {
    use_instruction_set(name);
    for (const std::size_t dim : {1u, 2u, 5u, 16u, 100u}) {
      const RankSetting setting = make_setting(57, dim);
      std::array<float, kRankQueries> scores = {}, thresholds = {};
      for (std::size_t row = 0; row < setting.rows; ++row) {
        kernels::score_row(setting.step(), row, scores.data());
        for (std::size_t q = 0; q < kRankQueries; ++q) {
          CHECK(scores[q] == setting.score(row, q));
          if (row == q) thresholds[q] = scores[q];  // some are equal to others: ties
        }
      }
      for (const auto& [first, count] : {std::pair{0u, 57u}, {0u, 3u}, {5u, 50u}, {7u, 0u}}) {
        std::array<std::uint64_t, kRankQueries> counts;
        counts.fill(100);  // they are added to
        kernels::count_reaching(setting.step(), first, count, thresholds.data(), counts.data());
        for (std::size_t q = 0; q < kRankQueries; ++q) {
          std::uint64_t right = 100;
          for (std::size_t row = first; row < first + count; ++row)
            if (setting.score(row, q) >= thresholds[q]) ++right;
          INFO(name << ", dim " << dim << ", rows from " << first << ", query " << q);
          CHECK(counts[q] == right);
        }
      }
      std::vector<float> squares(setting.rows);
      kernels::row_squares(setting.values.data(), setting.stride, dim, setting.rows,
                           squares.data());
      for (std::size_t row = 0; row < setting.rows; ++row) {
        float sum = 0;
        for (std::size_t i = 0; i < dim; ++i)
          sum +=
              setting.values[row * setting.stride + i] * setting.values[row * setting.stride + i];
        CHECK(squares[row] == sum);
      }
    }
  }
  use_instruction_set(best);
}
