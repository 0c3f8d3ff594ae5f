#include "kernels/batch_kernels.h"

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "kernels/skip_gram_kernels.h"
#include "segue/kernels/instruction_set.h"
#include "segue/util/random.h"
#include "train/row_table.h"

using namespace segue;
using kernels::kBatch;
using kernels::kBatchContexts;

namespace {

constexpr std::size_t kRows = 40;
constexpr std::size_t kNegatives = 32;
constexpr float kRate = 0.3f;

/// Which rows a step is about. Some targets have no inputs, some places no context; rows come in
/// several roles, and twice among the negatives.
struct BatchSetting {
  std::vector<std::size_t> inputs;
  std::array<std::size_t, kBatch> input_counts = {};
  std::vector<std::size_t> contexts = std::vector<std::size_t>(kBatch * kBatchContexts);
  std::vector<std::size_t> negatives;
  AlignedFloats context_weights = AlignedFloats(kBatch * kBatchContexts);
  AlignedFloats negative_weights;
};

BatchSetting make_setting() {
  Random random(3);
  BatchSetting setting;
  for (std::size_t target = 0; target < kBatch; ++target) {
    setting.input_counts[target] = target % 4;
    // Rows of their own: two targets that share one are trained one after the other.
    for (std::size_t k = 0; k < target % 4; ++k)
      setting.inputs.push_back(setting.inputs.size());
    for (std::size_t k = 0; k < kBatchContexts; ++k) {
      setting.contexts[target * kBatchContexts + k] = random.below(kRows);
      setting.context_weights[target * kBatchContexts + k] =
          target % 4 != 0 && k % 3 != 2 ? 1.0f : 0.0f;
    }
  }
  for (std::size_t i = 0; i < kNegatives; ++i) {
    setting.negatives.push_back(random.below(kRows));
    for (std::size_t target = 0; target < kBatch; ++target)
      setting.negative_weights.push_back(target % 4 == 0 ? 0.0f : static_cast<float>(i % 4));
  }
  return setting;
}

struct Tables {
  RowTable input;
  RowTable output;
  double loss = 0;
};

Tables random_tables(std::size_t dim, double size) {
  Tables tables{RowTable(kRows, dim), RowTable(kRows, dim)};
  Random random(1);
  for (RowTable* const table : {&tables.input, &tables.output}) {
    for (std::size_t row = 0; row < kRows; ++row) {
      for (std::size_t i = 0; i < dim; ++i)
        table->row(row)[i] = static_cast<float>((random.uniform() - 0.5) * size);
    }
  }
  return tables;
}

/// The gain of one pair, within its bound; adds its loss.
double gain_of(double score, bool is_positive, double weight, double squares, double& loss) {
  const double z = is_positive ? -score : score;
  loss += weight * (std::max(z, 0.0) + std::log1p(std::exp(-std::abs(z))));
  const double largest = double{kernels::kMostScoreChange} / std::max(squares, 1e-30);
  const double gain = double{kRate} * weight / (1 + std::exp(-z));
  return (is_positive ? 1 : -1) * std::min(gain, largest);
}

/// The same by plain loops in double precision: a context's row changes the mean as it is when its
/// turn comes, because another target may have had it before; a negative's as it was.
Tables expected(const BatchSetting& setting, Tables tables) {
  const std::size_t dim = tables.input.dim();
  const Tables start = tables;
  std::vector<double> output(kRows * dim);
  for (std::size_t i = 0; i < output.size(); ++i)
    output[i] = double{start.output.row(i / dim)[i % dim]};
  std::vector<double> of_negatives(output.size());
  std::size_t input = 0;
  for (std::size_t target = 0; target < kBatch; ++target) {
    const std::size_t count = setting.input_counts[target];
    std::vector<double> mean(dim), change(dim);
    double squares = 0;
    for (std::size_t d = 0; d < dim && count != 0; ++d) {
      for (std::size_t k = 0; k < count; ++k)
        mean[d] +=
            double{start.input.row(setting.inputs[input + k])[d]} / static_cast<double>(count);
      squares += mean[d] * mean[d];
    }
    const auto train = [&](std::size_t row, bool is_positive, double weight) {
      const float* const values = start.output.row(row);
      double score = 0;
      for (std::size_t d = 0; d < dim; ++d)
        score += mean[d] * double{values[d]};
      const double gain = gain_of(score, is_positive, weight, squares, tables.loss);
      for (std::size_t d = 0; d < dim; ++d) {
        change[d] += gain * (is_positive ? output[row * dim + d] : double{values[d]});
        (is_positive ? output : of_negatives)[row * dim + d] += gain * mean[d];
      }
    };
    for (std::size_t k = 0; k < kBatchContexts; ++k) {
      const std::size_t at = target * kBatchContexts + k;
      train(setting.contexts[at], true, double{setting.context_weights[at]});
    }
    for (std::size_t i = 0; i < kNegatives; ++i)
      train(setting.negatives[i], false, double{setting.negative_weights[i * kBatch + target]});
    for (std::size_t k = 0; k < count; ++k, ++input) {
      for (std::size_t d = 0; d < dim; ++d)
        tables.input.row(setting.inputs[input])[d] +=
            static_cast<float>(change[d] / static_cast<double>(count));
    }
  }
  for (std::size_t i = 0; i < output.size(); ++i)
    tables.output.row(i / dim)[i % dim] = static_cast<float>(output[i] + of_negatives[i]);
  return tables;
}

Tables computed(const BatchSetting& setting, Tables tables) {
  const auto rows = [](RowTable& table, const std::vector<std::size_t>& indices) {
    std::vector<float*> result;
    for (const std::size_t index : indices)
      result.push_back(table.row(index));
    return result;
  };
  const std::vector<float*> inputs = rows(tables.input, setting.inputs);
  const std::vector<float*> contexts = rows(tables.output, setting.contexts);
  const std::vector<float*> negatives = rows(tables.output, setting.negatives);
  const std::size_t dim = tables.input.dim();
  // What the scratch held does not count.
  AlignedFloats scratch(kernels::batch_scratch(dim, kNegatives), std::nanf(""));
  tables.loss = double{kernels::train_batch({.inputs = inputs.data(),
                                             .input_counts = setting.input_counts.data(),
                                             .contexts = contexts.data(),
                                             .context_weights = setting.context_weights.data(),
                                             .negatives = negatives.data(),
                                             .negative_weights = setting.negative_weights.data(),
                                             .negative_count = kNegatives,
                                             .dim = dim,
                                             .rate = kRate,
                                             .scratch = scratch.data(),
                                             .next = negatives.data(),
                                             .next_count = negatives.size()})};
  return tables;
}

double distance(const RowTable& a, const RowTable& b) {
  double most = 0;
  for (std::size_t i = 0; i < a.values().size(); ++i)
    most = std::max(most, std::abs(double{a.values()[i]} - double{b.values()[i]}));
  return most;
}

}  // namespace

TEST_CASE("a step of a batch is what plain arithmetic gives, on each instruction set",
          "[batches]") {
  const std::string best = instruction_set();
  const BatchSetting setting = make_setting();
  for (const std::string& name : instruction_sets()) {
    use_instruction_set(name);
    for (const std::size_t dim : {1u, 3u, 16u, 17u, 100u, 300u}) {
      for (const double size : {0.1, 1.0, 8.0}) {
        const Tables start = random_tables(dim, size);
        const Tables right = expected(setting, start);
        const Tables result = computed(setting, start);
        INFO(name << ", dim " << dim << ", size " << size);
        CHECK(result.loss == Approx(right.loss).epsilon(1e-4));
        CHECK(distance(result.output, right.output) < 1e-4 * size * 4);
        CHECK(distance(result.input, right.input) < 1e-4 * size * 4);
        CHECK(distance(result.output, start.output) > 1e-3 * size);
      }
    }
  }
  use_instruction_set(best);
}

TEST_CASE("a number of a batch that is not finite shows in the loss", "[batches]") {
  for (const float bad : {std::nanf(""), std::numeric_limits<float>::infinity()}) {
    Tables tables = random_tables(100, 1);
    tables.output.row(make_setting().negatives[0])[99] = bad;
    CHECK_FALSE(std::isfinite(computed(make_setting(), tables).loss));
  }
}
