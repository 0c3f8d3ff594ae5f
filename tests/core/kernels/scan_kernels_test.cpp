#include "kernels/scan_kernels.h"

#include <catch2/catch.hpp>
#include <memory>
#include <vector>

#include "segue/kernels/instruction_set.h"
#include "segue/util/random.h"

using namespace segue;
using kernels::kPanelRows;

namespace {

constexpr std::size_t kPanels = 3;
constexpr std::size_t kFirst = 1;  // the panel that the calls begin with
constexpr std::size_t kRows = (kPanels - kFirst) * kPanelRows;

/// A table and queries, of full-size numbers as far as the sums allow.
struct Input {
  explicit Input(std::size_t pairs_in_row) : pairs(pairs_in_row) {
    Random random(5);
    for (std::size_t i = 0; i < kPanels * kPanelRows * 2 * pairs; ++i)
      values.push_back(static_cast<std::int8_t>(static_cast<int>(random.below(255)) - 127));
    for (std::size_t i = 0; i < kPanels * kPanelRows; ++i) {
      scales.push_back(static_cast<float>(random.uniform()));
      offsets.push_back(static_cast<float>(random.uniform() - 0.5));
      errors.push_back(static_cast<float>(random.uniform()));
    }
    for (std::size_t i = 0; i < kernels::kQueriesAtOnce * 2 * pairs; ++i)
      numbers.push_back(static_cast<std::int16_t>(static_cast<int>(random.below(65535)) - 32767));
  }

  kernels::Panels panels() const {
    return {values.data(), scales.data(), offsets.data(), errors.data(), pairs};
  }

  std::vector<kernels::PanelQuery> queries(std::size_t count) const {
    std::vector<kernels::PanelQuery> result;
    for (std::size_t q = 0; q < count; ++q)
      result.push_back({numbers.data() + q * 2 * pairs, 1e-6f / static_cast<float>(q + 1),
                        0.5f + static_cast<float>(q), 1.5f});
    return result;
  }

  std::size_t pairs;
  std::vector<std::int8_t> values;
  std::vector<float> scales, offsets, errors;
  std::vector<std::int16_t> numbers;
};

float plain_bound(const Input& input, const kernels::PanelQuery& query, std::size_t row) {
  const std::size_t start = row / kPanelRows * kPanelRows * 2 * input.pairs;
  std::int32_t sum = 0;
  for (std::size_t i = 0; i < 2 * input.pairs; ++i) {
    const std::size_t at = i / 2 * kPanelRows * 2 + row % kPanelRows * 2 + i % 2;
    sum += input.values[start + at] * query.values[i];
  }
  return static_cast<float>(sum) * query.scale * input.scales[row] + input.offsets[row] +
         query.error_weight * input.errors[row];
}

void check_against_plain(const Input& input, std::size_t query_count) {
  const std::vector<kernels::PanelQuery> queries = input.queries(query_count);
  std::vector<float> bounds(query_count * kRows);
  const auto reached = std::make_unique<bool[]>(query_count * kRows / kPanelRows);
  kernels::upper_bounds(input.panels(), kFirst, kPanels - kFirst, queries, bounds.data(),
                        reached.get());
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < bounds.size(); i += kPanelRows) {
    bool expected = false;
    for (std::size_t at = i; at < i + kPanelRows; ++at) {
      const kernels::PanelQuery& query = queries[at / kRows];
      const float bound = plain_bound(input, query, kFirst * kPanelRows + at % kRows);
      expected |= bound >= query.threshold;
      wrong += bound != bounds[at];
    }
    wrong += expected != reached[i / kPanelRows];
  }
  CHECK(wrong == 0);
}

}  // namespace

TEST_CASE("each instruction set computes the bounds that plain arithmetic does", "[kernels]") {
  const std::string best = instruction_set();
  for (const std::string& name : instruction_sets()) {
    use_instruction_set(name);
    for (const std::size_t pairs : {0u, 1u, 2u, 50u, 150u}) {
      const Input input(pairs);
      for (std::size_t queries = 1; queries <= kernels::kQueriesAtOnce; ++queries)
        check_against_plain(input, queries);
    }
  }
  use_instruction_set(best);
}
