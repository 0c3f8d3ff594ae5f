#include "kernels/kernels.h"

#include <algorithm>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/kernels.cpp"
#include "hwy/foreach_target.h"
// foreach_target.h must come first.
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace segue::kernels::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using Floats = hn::CappedTag<float, kRowUnit>;
using Vector = hn::Vec<Floats>;
constexpr std::size_t kLanes = hn::MaxLanes(Floats());
constexpr std::size_t kParts = kRowUnit / kLanes;  // vectors that make up one unit

float join(const Vector (&parts)[kParts]) {
  const Floats d;
  alignas(64) float sums[kRowUnit];
  for (std::size_t part = 0; part < kParts; ++part)
    hn::Store(parts[part], d, sums + part * kLanes);
  for (std::size_t width = kRowUnit / 2; width > 0; width /= 2) {
    for (std::size_t i = 0; i < width; ++i)
      sums[i] += sums[i + width];
  }
  return sums[0];
}

float Dot(const float* HWY_RESTRICT a, const float* HWY_RESTRICT b, std::size_t length) {
  const Floats d;
  Vector sums[kParts];
  for (Vector& sum : sums)
    sum = hn::Zero(d);
  for (std::size_t i = 0; i < length; i += kRowUnit) {
    for (std::size_t part = 0; part < kParts; ++part) {
      const std::size_t at = i + part * kLanes;
      sums[part] = hn::Add(sums[part], hn::Mul(hn::LoadU(d, a + at), hn::LoadU(d, b + at)));
    }
  }
  return join(sums);
}

void RowDots(const float* rows, std::size_t stride, std::size_t length, std::size_t count,
             const float* query, float* dots) {
  const Floats d;
  const std::size_t whole = length / kRowUnit * kRowUnit;
  alignas(64) float rest[kRowUnit] = {};
  for (std::size_t row = 0; row < count; ++row, rows += stride) {
    Vector sums[kParts];
    for (Vector& sum : sums)
      sum = hn::Zero(d);
    const auto add = [&](const float* values, const float* factors) HWY_ATTR {
      for (std::size_t part = 0; part < kParts; ++part) {
        const std::size_t at = part * kLanes;
        sums[part] =
            hn::Add(sums[part], hn::Mul(hn::LoadU(d, values + at), hn::LoadU(d, factors + at)));
      }
    };
    for (std::size_t i = 0; i < whole; i += kRowUnit)
      add(rows + i, query + i);
    std::copy(rows + whole, rows + length, rest);
    if (whole < length) add(rest, query + whole);
    dots[row] = join(sums);
  }
}

void AddScaled(float scale, const float* HWY_RESTRICT x, float* HWY_RESTRICT y,
               std::size_t length) {
  const Floats d;
  const Vector factor = hn::Set(d, scale);
  for (std::size_t i = 0; i < length; i += kLanes) {
    hn::StoreU(hn::Add(hn::LoadU(d, y + i), hn::Mul(factor, hn::LoadU(d, x + i))), d, y + i);
  }
}

void AdamStep(const AdamRow& row, const float* HWY_RESTRICT gradient, float rate,
              std::size_t length) {
  const Floats d;
  const Vector first_gain = hn::Set(d, 1 - kFirstDecay);
  const Vector second_gain = hn::Set(d, 1 - kSecondDecay);
  const Vector epsilon = hn::Set(d, kEpsilon);
  const Vector step = hn::Set(d, rate);
  for (std::size_t i = 0; i < length; i += kLanes) {
    const Vector g = hn::LoadU(d, gradient + i);
    Vector first = hn::LoadU(d, row.first + i);
    Vector second = hn::LoadU(d, row.second + i);
    first = hn::Add(first, hn::Mul(hn::Sub(g, first), first_gain));
    second = hn::Add(second, hn::Mul(hn::Sub(hn::Mul(g, g), second), second_gain));
    const Vector change = hn::Div(hn::Mul(step, first), hn::Add(hn::Sqrt(second), epsilon));
    hn::StoreU(first, d, row.first + i);
    hn::StoreU(second, d, row.second + i);
    hn::StoreU(hn::Sub(hn::LoadU(d, row.value + i), change), d, row.value + i);
  }
}

void AdamDriftRow(const AdamRow& row, const AdamDrift& drift, std::size_t length) {
  const Floats d;
  const Vector epsilon = hn::Set(d, kEpsilon);
  for (std::size_t i = 0; i < length; i += kLanes) {
    const Vector first = hn::LoadU(d, row.first + i);
    const Vector second = hn::LoadU(d, row.second + i);
    const Vector root = hn::Sqrt(second);
    const Vector divisor = hn::Add(root, epsilon);
    const Vector share = hn::Div(root, divisor);
    Vector path = hn::Add(hn::Set(d, drift.path[1]), hn::Mul(share, hn::Set(d, drift.path[2])));
    path = hn::Add(hn::Set(d, drift.path[0]), hn::Mul(share, path));
    const Vector change = hn::Div(hn::Mul(first, path), divisor);
    hn::StoreU(hn::Mul(first, hn::Set(d, drift.first_decay)), d, row.first + i);
    hn::StoreU(hn::Mul(second, hn::Set(d, drift.second_decay)), d, row.second + i);
    hn::StoreU(hn::Sub(hn::LoadU(d, row.value + i), change), d, row.value + i);
  }
}

const char* TargetName() {
  return hwy::TargetName(HWY_TARGET);
}

}  // namespace segue::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
#include "segue/kernels/instruction_set.h"
#include "segue/util/error.h"

namespace segue {
namespace kernels {

HWY_EXPORT(Dot);
HWY_EXPORT(RowDots);
HWY_EXPORT(AddScaled);
HWY_EXPORT(AdamStep);
HWY_EXPORT(AdamDriftRow);
HWY_EXPORT(TargetName);

float dot(const float* a, const float* b, std::size_t length) {
  return HWY_DYNAMIC_DISPATCH(Dot)(a, b, length);
}

void row_dots(const float* rows, std::size_t stride, std::size_t length, std::size_t count,
              const float* query, float* dots) {
  HWY_DYNAMIC_DISPATCH(RowDots)(rows, stride, length, count, query, dots);
}

void add_scaled(float scale, const float* x, float* y, std::size_t length) {
  HWY_DYNAMIC_DISPATCH(AddScaled)(scale, x, y, length);
}

void adam_step(const AdamRow& row, const float* gradient, float rate, std::size_t length) {
  HWY_DYNAMIC_DISPATCH(AdamStep)(row, gradient, rate, length);
}

void adam_drift(const AdamRow& row, const AdamDrift& drift, std::size_t length) {
  HWY_DYNAMIC_DISPATCH(AdamDriftRow)(row, drift, length);
}

const char* target_name() {
  return HWY_DYNAMIC_DISPATCH(TargetName)();
}

}  // namespace kernels

namespace {

#if defined(__wasm__)
std::int64_t usable_targets() {
  return HWY_TARGETS;
}  // no choice at run time
void use_target(std::int64_t) {}
#else
std::int64_t usable_targets() {
  static const std::int64_t all = hwy::SupportedTargets() & HWY_TARGETS;
  return all;
}
void use_target(std::int64_t target) {
  hwy::SetSupportedTargetsForTest(target);
}
#endif

}  // namespace

std::vector<std::string> instruction_sets() {
  std::vector<std::string> names;
  // A lower bit is a better target.
  for (std::int64_t left = usable_targets(); left != 0; left &= left - 1) {
    names.emplace_back(hwy::TargetName(left & -left));
  }
  return names;
}

std::string instruction_set() {
  return kernels::target_name();
}

void use_instruction_set(std::string_view name) {
  for (std::int64_t left = usable_targets(); left != 0; left &= left - 1) {
    const std::int64_t target = left & -left;
    if (name == hwy::TargetName(target)) return use_target(target);
  }
  std::string known;
  for (const std::string& each : instruction_sets())
    known += (known.empty() ? "" : ", ") + each;
  throw Error(ErrorCode::bad_option, "this machine has no instruction set '" + std::string(name) +
                                         "'; choose one of: " + known);
}

}  // namespace segue
#endif  // HWY_ONCE
