#pragma once

#include <algorithm>
#include <cstddef>
#include <limits>
#include <span>
#include <vector>

#include "segue/track/vocabulary.h"

namespace segue {

/// The `count` tracks of the highest scores among those that `may_be(track)` lets through, best
/// first, equal ones by position; fewer where there are fewer. Reads the scores once, in order.
template <typename MayBe>
std::vector<TrackId> first_tracks(std::span<const float> scores, std::size_t count,
                                  const MayBe& may_be) {
  const auto is_before = [&](TrackId a, TrackId b) {
    return scores[a] != scores[b] ? scores[a] > scores[b] : a < b;
  };
  std::vector<TrackId> first;
  if (count == 0) return first;
  const auto cut = [&] {
    const std::size_t kept = std::min(count, first.size());
    std::partial_sort(first.begin(), first.begin() + static_cast<std::ptrdiff_t>(kept), first.end(),
                      is_before);
    first.resize(kept);
  };
  // What scores no more than the last of the first so far comes behind it: it has a later position.
  float least = -std::numeric_limits<float>::infinity();
  for (TrackId track = 0; track < scores.size(); ++track) {
    if (!(scores[track] > least) || !may_be(track)) continue;
    first.push_back(track);
    if (first.size() < 2 * count) continue;
    cut();
    least = scores[first.back()];
  }
  cut();
  return first;
}

}  // namespace segue
