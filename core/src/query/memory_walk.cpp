#include "query/memory_walk.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <unordered_map>
#include <utility>

namespace segue {
namespace {

constexpr double kRounding = 1e-5;  // of a length that sums in single precision leave

float inverse_root(double value) {
  return value > 0 ? static_cast<float>(1 / std::sqrt(value)) : 0.0f;
}

float ratio_of(TrackId track, const std::unordered_map<TrackId, float>& ratios) {
  const auto found = ratios.find(track);
  return found == ratios.end() ? 1 : found->second;
}

}  // namespace

MemoryWalk::MemoryWalk(const PlaylistMemory& memory, std::size_t tracks) : index_(memory, tracks) {
  std::vector<double> sums(tracks);
  for (std::size_t playlist = 0; playlist < memory.playlists(); ++playlist) {
    const float weight = inverse_root(static_cast<double>(index_.size_of(playlist)) - 1);
    playlist_weights_.push_back(weight);
    for (std::size_t place = memory.begin_of(playlist); place < memory.ends[playlist]; ++place)
      sums[memory.tracks[place]] += index_.is_repeat(place) ? 0 : double{weight};
  }
  for (TrackId track = 0; track < tracks; ++track) {
    far_scales_.push_back(inverse_root(sums[track]));
    near_scales_.push_back(inverse_root(static_cast<double>(index_.places(track).size())));
  }
}

MemoryWalk::Ratios MemoryWalk::ratios_without(std::size_t playlist, std::span<const float> scales,
                                              double first, double repeat) const {
  if (playlist == kNoPlaylist) return {};
  const PlaylistMemory& memory = index_.memory();
  std::unordered_map<TrackId, double> shares;
  for (std::size_t place = memory.begin_of(playlist); place < memory.ends[playlist]; ++place)
    shares[memory.tracks[place]] += index_.is_repeat(place) ? repeat : first;
  Ratios ratios;
  for (const auto& [track, share] : shares) {
    const double scale = static_cast<double>(scales[track]);
    const double left = 1 - share * scale * scale;  // of the square of its length
    ratios[track] = left > kRounding ? inverse_root(left) : 0;
  }
  return ratios;
}

void MemoryWalk::far(std::span<const WeighedTrack> asked, std::size_t passed_by,
                     std::span<float> scores) const {
  const PlaylistMemory& memory = index_.memory();
  const double share = passed_by == kNoPlaylist ? 0 : double{playlist_weights_[passed_by]};
  const Ratios ratios = ratios_without(passed_by, far_scales_, share, 0);
  std::fill(scores.begin(), scores.end(), 0.0f);
  std::vector<float> masses(memory.playlists());
  std::vector<std::size_t> reached;
  for (const auto& [track, weight] : asked) {
    const float mass = weight * far_scales_[track] * ratio_of(track, ratios);
    float met = 0;  // itself, which says nothing
    std::size_t playlist = 0;
    for (const std::uint32_t place : index_.places(track)) {
      if (index_.is_repeat(place)) continue;
      playlist = index_.playlist_of(place, playlist);
      if (playlist == passed_by) continue;
      if (masses[playlist] == 0) reached.push_back(playlist);
      masses[playlist] += mass;
      met += playlist_weights_[playlist];
    }
    scores[track] -= mass * met;
  }
  for (const std::size_t playlist : reached) {
    // Where masses came to nothing on the way it is met again: it counts once.
    const float mass = std::exchange(masses[playlist], 0.0f) * playlist_weights_[playlist];
    add_playlist(playlist, mass, scores);
  }
  scale(far_scales_, ratios, scores);
}

void MemoryWalk::add_playlist(std::size_t playlist, float mass, std::span<float> scores) const {
  const PlaylistMemory& memory = index_.memory();
  if (!index_.has_repeats(playlist)) {
    for (const TrackId track : memory.playlist(playlist))
      scores[track] += mass;
    return;
  }
  for (std::size_t place = memory.begin_of(playlist); place < memory.ends[playlist]; ++place) {
    if (!index_.is_repeat(place)) scores[memory.tracks[place]] += mass;
  }
}

void MemoryWalk::near(std::span<const WeighedTrack> asked, std::size_t passed_by,
                      std::span<float> scores) const {
  step(asked, passed_by, Sides::both, scores);
}

void MemoryWalk::forward(std::span<const WeighedTrack> asked, std::size_t passed_by,
                         std::span<float> scores) const {
  step(asked, passed_by, Sides::after, scores);
}

void MemoryWalk::step(std::span<const WeighedTrack> asked, std::size_t passed_by, Sides sides,
                      std::span<float> scores) const {
  const PlaylistMemory& memory = index_.memory();
  const bool passes = passed_by != kNoPlaylist;
  const std::size_t begin_passed = passes ? memory.begin_of(passed_by) : 0;
  const std::size_t end_passed = passes ? memory.ends[passed_by] : 0;
  const Ratios ratios = ratios_without(passed_by, near_scales_, 1, 1);
  std::fill(scores.begin(), scores.end(), 0.0f);
  for (const auto& [track, weight] : asked) {
    const float mass = weight * near_scales_[track] * ratio_of(track, ratios);
    const std::array<float, PlaceIndex::kReach + 1> at = {0, mass, mass / 2, mass / 3};
    for (const std::size_t place : index_.places(track)) {
      if (place >= begin_passed && place < end_passed) continue;
      for (std::size_t distance = 1; distance <= index_.after(place); ++distance)
        scores[memory.tracks[place + distance]] += at[distance];
      if (sides == Sides::after) continue;
      for (std::size_t distance = 1; distance <= index_.before(place); ++distance)
        scores[memory.tracks[place - distance]] += at[distance];
    }
  }
  scale(near_scales_, ratios, scores);
}

void MemoryWalk::scale(std::span<const float> scales, const Ratios& ratios,
                       std::span<float> scores) {
  for (std::size_t track = 0; track < scores.size(); ++track)
    scores[track] *= scales[track];
  for (const auto& [track, ratio] : ratios)
    scores[track] *= ratio;
}

}  // namespace segue
