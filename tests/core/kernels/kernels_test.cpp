#include "kernels/kernels.h"

#include <catch2/catch.hpp>
#include <cstring>
#include <vector>

#include "segue/kernels/instruction_set.h"
#include "segue/util/error.h"
#include "segue/util/random.h"
#include "util/portable_math.h"

using namespace segue;

namespace {

std::vector<float> numbers(std::size_t count, std::uint64_t seed, double low, double high) {
  Random random(seed);
  std::vector<float> result(count);
  for (float& value : result)
    value = static_cast<float>(low + (high - low) * random.uniform());
  return result;
}

/// The bits of all that the kernels compute from fixed inputs.
std::vector<float> everything(std::size_t length) {
  const std::vector<float> a = numbers(length, 1, -1, 1);
  std::vector<float> b = numbers(length, 2, -1, 1);
  std::vector<float> first = numbers(length, 3, -1e-3, 1e-3);
  std::vector<float> second = numbers(length, 4, 0, 1e-6);
  std::vector<float> result = {kernels::dot(a.data(), b.data(), length)};
  kernels::add_scaled(0.37f, a.data(), b.data(), length);
  kernels::adam_step({b.data(), first.data(), second.data()}, a.data(), 0.001f, length);
  kernels::adam_drift({b.data(), first.data(), second.data()}, {0.5f, 0.9f, {0.004f, 2e-5f, 1e-7f}},
                      length);
  for (const auto& part : {b, first, second})
    result.insert(result.end(), part.begin(), part.end());
  return result;
}

}  // namespace

TEST_CASE("each instruction set computes the same bits", "[kernels]") {
  const std::string best = instruction_set();
  for (const std::size_t length : {16u, 112u, 256u}) {
    const std::vector<float> expected = everything(length);
    for (const std::string& name : instruction_sets()) {
      use_instruction_set(name);
      CHECK(instruction_set() == name);
      const std::vector<float> computed = everything(length);
      CHECK(std::memcmp(computed.data(), expected.data(), expected.size() * sizeof(float)) == 0);
    }
    use_instruction_set(best);
  }
  CHECK_THROWS_AS(use_instruction_set("MMX"), Error);
  CHECK(instruction_set() == best);
}

TEST_CASE("dot is the dot product", "[kernels]") {
  const std::vector<float> a = numbers(112, 5, -1, 1);
  const std::vector<float> b = numbers(112, 6, -1, 1);
  double expected = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    expected += double{a[i]} * double{b[i]};
  CHECK(double{kernels::dot(a.data(), b.data(), a.size())} == Approx(expected).epsilon(1e-5));
}

TEST_CASE("dots of rows of any length are the same bits with each instruction set", "[kernels]") {
  const std::string best = instruction_set();
  for (const std::size_t length : {1u, 15u, 16u, 100u, 112u}) {
    const std::size_t stride = length + 3;
    const std::vector<float> rows = numbers(5 * stride, 7, -1, 1);
    std::vector<float> query = numbers(length, 8, -1, 1);
    query.resize(kernels::padded(length));
    const auto dots = [&] {
      std::vector<float> result(5);
      kernels::row_dots(rows.data(), stride, length, 5, query.data(), result.data());
      return result;
    };
    const std::vector<float> expected = dots();
    for (std::size_t row = 0; row < 5; ++row) {
      double sum = 0;
      for (std::size_t i = 0; i < length; ++i)
        sum += double{rows[row * stride + i]} * double{query[i]};
      CHECK(double{expected[row]} == Approx(sum).margin(1e-5));
    }
    for (const std::string& name : instruction_sets()) {
      use_instruction_set(name);
      CHECK(dots() == expected);
    }
    use_instruction_set(best);
  }
}

TEST_CASE("the portable functions agree with the standard library's", "[kernels]") {
  for (double x = -40; x <= 40; x += 0.37) {
    CHECK(portable::exp(x) == Approx(std::exp(x)).epsilon(1e-15));
    CHECK(portable::sigmoid(x) == Approx(1 / (1 + std::exp(-x))).epsilon(1e-14));
    CHECK(portable::softplus(x) == Approx(std::log1p(std::exp(x))).epsilon(1e-14));
  }
  for (double x = 1e-300; x < 1e300; x *= 1.7)
    CHECK(portable::log(x) == Approx(std::log(x)).epsilon(1e-15).margin(1e-15));
  CHECK(portable::log(1) == 0);
  CHECK(portable::exp(0) == 1);
  CHECK(portable::softplus(1e6) == 1e6);
  CHECK(portable::sigmoid(-1e6) < 1e-300);
  CHECK(std::isnan(portable::sigmoid(std::nan(""))));
}
