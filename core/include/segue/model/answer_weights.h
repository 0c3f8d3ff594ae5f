#pragma once

#include <array>
#include <cstddef>

namespace segue {

/// What an answer is made of. Each is a score for every track; see query/answer_parts.h.
enum class AnswerPart {
  embedding,   ///< what the vectors of the known tracks expect
  recent,      ///< the same, where the last known tracks weigh most
  far,         ///< how many playlists hold it beside known tracks, short ones counting more
  near,        ///< how often it stands within three places of a known track
  forward,     ///< how often it comes within three places after the last known tracks
  popularity,  ///< logarithm of how often it occurs
  artist,      ///< the share of the known tracks that are of its artist
};

constexpr std::size_t kAnswerParts = 7;

constexpr std::array<AnswerPart, kAnswerParts> kAllAnswerParts = {
    AnswerPart::embedding, AnswerPart::recent,     AnswerPart::far,   AnswerPart::near,
    AnswerPart::forward,   AnswerPart::popularity, AnswerPart::artist};

/// The part's name in model files and in JSON: "embedding", "far", ...
const char* to_string(AnswerPart part) noexcept;

/// How much each part counts, per standard deviation of its scores over the tracks that may be
/// answered. Finite; 0 is "not at all", and it may be below.
struct AnswerWeights {
  std::array<double, kAnswerParts> values = {};

  double& operator[](AnswerPart part) { return values[static_cast<std::size_t>(part)]; }
  double operator[](AnswerPart part) const { return values[static_cast<std::size_t>(part)]; }
  bool operator==(const AnswerWeights&) const = default;
};

/// The weights for the questions that can be asked, fitted once a training has learnt by the tracks
/// that were hidden from it: so that of all tracks these come first, as surely as can be
/// (learn/listwise_fit.h), with `recent`, `near`, `forward` and `artist` only where they help
/// beyond chance. What helps with one question can hurt another: a song between two others is told
/// by both of its neighbours.
struct Answers {
  AnswerWeights next;  ///< what comes after these, in this order?
  AnswerWeights gap;   ///< what goes with these, in whatever order?
  /// What is like this one? Shares of a mean, not weights of scores brought to one scale: of
  /// `embedding`, `far` and `near` alone, none below 0, and their sum is 1 (SimilarTracks).
  AnswerWeights similar;

  bool operator==(const Answers&) const = default;
};

/// Of `similar` where nothing else is known: the vectors alone.
AnswerWeights by_vectors_alone();

}  // namespace segue
