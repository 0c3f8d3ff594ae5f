#include "query/answer_parts.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <string>
#include <unordered_map>

#include "track/artist_key.h"

namespace segue {
namespace {

/// Of `unlike` beside `known`. A quarter changes half of what is found, and still finds nine in ten
/// of the missing songs; with half, as few as one in two; with as much as theirs, only what goes
/// with none of them is left (experiments/README.md).
constexpr double kUnlikeWeight = 0.25;

// A known track weighs half of the one that comes so many places after it.
constexpr double kRecentHalfLife = 2;
constexpr double kForwardHalfLife = 1;

constexpr double kLeastWeight = 1e-3;  // beside the last known track's

void add_unlike(std::span<const TrackId> unlike, std::vector<WeighedTrack>& asked) {
  const double weight = -kUnlikeWeight / static_cast<double>(unlike.size());
  for (const TrackId track : unlike)
    asked.push_back({track, static_cast<float>(weight)});
}

std::vector<WeighedTrack> weigh_by_age(const PlaylistQuestion& question, double half_life) {
  std::vector<WeighedTrack> asked;
  double sum = 0;
  double weight = 1;
  for (auto at = question.known.rbegin(); at != question.known.rend() && weight > kLeastWeight;
       ++at) {
    asked.push_back({*at, static_cast<float>(weight)});
    sum += weight;
    weight *= std::exp2(-1 / half_life);
  }
  for (WeighedTrack& each : asked)
    each.weight = static_cast<float>(double{each.weight} / sum);
  add_unlike(question.unlike, asked);
  return asked;
}

float popularity_of(std::uint64_t count) {
  return static_cast<float>(std::log(static_cast<double>(std::max<std::uint64_t>(count, 1))));
}

std::vector<float> popularities_of(const Vocabulary& vocabulary) {
  std::vector<float> popularities(vocabulary.size());
  for (TrackId id = 0; id < vocabulary.size(); ++id)
    popularities[id] = popularity_of(vocabulary.count(id));
  return popularities;
}

std::vector<std::uint32_t> artists_of(const Vocabulary& vocabulary) {
  std::vector<std::uint32_t> artists(vocabulary.size());
  std::unordered_map<std::string, std::uint32_t> numbers;
  for (TrackId id = 0; id < vocabulary.size(); ++id) {
    const auto next = static_cast<std::uint32_t>(numbers.size());
    artists[id] = numbers.emplace(artist_key(vocabulary, id), next).first->second;
  }
  return artists;
}

}  // namespace

std::vector<WeighedTrack> weigh_alike(std::span<const TrackId> known,
                                      std::span<const TrackId> unlike) {
  std::vector<WeighedTrack> asked;
  for (const TrackId track : known)
    asked.push_back({track, static_cast<float>(1 / static_cast<double>(known.size()))});
  add_unlike(unlike, asked);
  return asked;
}

AnswerParts::AnswerParts(const Expectation& expectation, const Vocabulary& vocabulary,
                         const PlaylistMemory& memory)
    : expectation_(expectation),
      vocabulary_(vocabulary),
      walk_(memory, vocabulary.size()),
      popularities_(popularities_of(vocabulary)),
      artists_(artists_of(vocabulary)) {}

void AnswerParts::score(const PlaylistQuestion& question, std::span<const AnswerPart> parts,
                        PartTable& scores) const {
  assert(!question.known.empty());
  for (const AnswerPart part : parts)
    scores[part].raw.resize(tracks());
  const auto is_asked = [&](AnswerPart part) {
    return std::find(parts.begin(), parts.end(), part) != parts.end();
  };
  const bool are_both = is_asked(AnswerPart::embedding) && is_asked(AnswerPart::recent);
  if (are_both) {
    expectation_.score(weigh_alike(question.known, question.unlike),
                       scores[AnswerPart::embedding].raw, weigh_by_age(question, kRecentHalfLife),
                       scores[AnswerPart::recent].raw);
  }
  for (const AnswerPart part : parts) {
    const bool is_scored =
        are_both && (part == AnswerPart::embedding || part == AnswerPart::recent);
    if (!is_scored) score_as_is(part, question, scores[part].raw);
    scores[part].standardise(question.known, question.unlike);
  }
}

void AnswerParts::score_as_is(AnswerPart part, const PlaylistQuestion& question,
                              std::span<float> scores) const {
  const auto alike = [&] { return weigh_alike(question.known, question.unlike); };
  switch (part) {
    case AnswerPart::embedding:
      return expectation_.score(alike(), scores);
    case AnswerPart::recent:
      return expectation_.score(weigh_by_age(question, kRecentHalfLife), scores);
    case AnswerPart::far:
      return walk_.far(alike(), question.passed_by, scores);
    case AnswerPart::near:
      return walk_.near(alike(), question.passed_by, scores);
    case AnswerPart::forward:
      return walk_.forward(weigh_by_age(question, kForwardHalfLife), question.passed_by, scores);
    case AnswerPart::popularity:
      return score_popularity(question.passed_by, scores);
    case AnswerPart::artist:
      return score_artists(alike(), scores);
  }
}

void AnswerParts::score_popularity(std::size_t passed_by, std::span<float> scores) const {
  std::copy(popularities_.begin(), popularities_.end(), scores.begin());
  if (passed_by == kNoPlaylist) return;
  std::unordered_map<TrackId, std::uint64_t> places;
  for (const TrackId track : walk_.index().memory().playlist(passed_by))
    ++places[track];
  for (const auto& [track, count] : places) {
    const std::uint64_t all = vocabulary_.count(track);
    scores[track] = popularity_of(all - std::min(count, all));
  }
}

void AnswerParts::score_artists(std::span<const WeighedTrack> asked,
                                std::span<float> scores) const {
  std::unordered_map<std::uint32_t, float> weights;
  for (const auto& [track, weight] : asked)
    weights[artists_[track]] += weight;
  std::vector<float> of_artist(artists_.size());
  for (const auto& [artist, weight] : weights)
    of_artist[artist] = weight;
  for (std::size_t id = 0; id < scores.size(); ++id)
    scores[id] = of_artist[artists_[id]];
}

}  // namespace segue
