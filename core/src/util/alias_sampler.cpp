#include "util/alias_sampler.h"

#include <algorithm>
#include <cassert>
#include <numeric>

namespace segue {

AliasSampler::AliasSampler(std::span<const double> weights) : slots_(weights.size()) {
  assert(!weights.empty());
  const double scale =
      static_cast<double>(weights.size()) / std::accumulate(weights.begin(), weights.end(), 0.0);
  std::vector<double> share(weights.size());
  std::vector<std::uint32_t> small, large;
  for (std::uint32_t i = 0; i < weights.size(); ++i) {
    share[i] = weights[i] * scale;
    (share[i] < 1 ? small : large).push_back(i);
  }
  constexpr double kWhole = 4294967296.0;
  while (!small.empty() && !large.empty()) {
    const std::uint32_t poor = small.back();
    const std::uint32_t rich = large.back();
    small.pop_back();
    slots_[poor] = {static_cast<std::uint32_t>(share[poor] * kWhole), rich};
    share[rich] -= 1 - share[poor];
    if (share[rich] < 1) {
      large.pop_back();
      small.push_back(rich);
    }
  }
  // What is left is whole, up to rounding.
  for (const auto* rest : {&small, &large}) {
    for (const std::uint32_t i : *rest)
      slots_[i] = {0xFFFFFFFF, i};
  }
}

}  // namespace segue
