#pragma once

#include <cstddef>
#include <cstdint>

/// The loops that take the time, in SIMD for each instruction set. All rows are float arrays of
/// `length` values, a multiple of kRowUnit, zero past the row's own end.
///
/// The results are the same bits with each instruction set: sums are kept in kRowUnit partial sums
/// and joined in one fixed order, and no multiply-add is fused.
namespace segue::kernels {

constexpr std::size_t kRowUnit = 16;  // one AVX-512 vector, two of AVX2, four of SSE and WASM

constexpr std::size_t padded(std::size_t length) {
  return (length + kRowUnit - 1) / kRowUnit * kRowUnit;
}

/// The dot product.
float dot(const float* a, const float* b, std::size_t length);

/// The dot products of a query with `count` rows of `length` values each, any number of them, that
/// begin `stride` floats apart. The query is `padded(length)` long.
void row_dots(const float* rows, std::size_t stride, std::size_t length, std::size_t count,
              const float* query, float* dots);

/// y += scale * x.
void add_scaled(float scale, const float* x, float* y, std::size_t length);

/// A parameter row under Adam: the values and their first and second moments.
struct AdamRow {
  float* value;
  float* first;
  float* second;
};

/// The row whose values, first and second moments stand one after another at `start`.
inline AdamRow split_row(float* start, std::size_t length) {
  return {start, start + length, start + 2 * length};
}

constexpr float kFirstDecay = 0.9f;
constexpr float kSecondDecay = 0.999f;
constexpr float kEpsilon = 1e-7f;

/// One step of Adam with gradient `gradient` and bias-corrected step size `rate`.
void adam_step(const AdamRow& row, const float* gradient, float rate, std::size_t length);

/// Many steps of Adam with zero gradient at once; see DenseAdam::drift for the numbers.
struct AdamDrift {
  float first_decay;   ///< what the first moment shrinks by
  float second_decay;  ///< what the second moment shrinks by
  float path[3];       ///< the series of the way that the values go
};
void adam_drift(const AdamRow& row, const AdamDrift& drift, std::size_t length);

/// The instruction set that these use now.
const char* target_name();

}  // namespace segue::kernels
