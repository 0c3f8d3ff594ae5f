#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace segue {

/// The most clusters of a map: one for each hue that every kind of colour vision tells apart.
constexpr std::size_t kMapClusters = 8;

/// Parts a map into regions, for colours where nothing is known of the tracks: k-means (Lloyd 1982)
/// from far-apart first centres chosen by chance (k-means++; Arthur and Vassilvitskii 2007), the
/// tightest of a few tries. `map` holds x and y of each track, as Model::map does.
///
/// Of each track its cluster from 1, the largest first, equal ones by their first track; fewer than
/// kMapClusters where there are not 20 tracks for each; empty for an empty map. The same map gives
/// the same clusters, on every machine.
std::vector<std::uint8_t> map_clusters(std::span<const float> map);

}  // namespace segue
