#include "segue/query/similar_tracks.h"

#include <algorithm>

#include "query/answer_parts.h"
#include "query/memory_walk.h"
#include "query/playlist_ties.h"

namespace segue {
namespace {

bool is_closer(const Neighbour& a, const Neighbour& b) {
  return a.similarity != b.similarity ? a.similarity > b.similarity : a.id < b.id;
}

void keep_closest(std::vector<Neighbour>& neighbours, std::size_t limit) {
  const std::size_t kept = std::min(limit, neighbours.size());
  std::partial_sort(neighbours.begin(), neighbours.begin() + static_cast<std::ptrdiff_t>(kept),
                    neighbours.end(), is_closer);
  neighbours.resize(kept);
}

/// The other tracks that playlists tie to one, the most closely tied ones first.
std::vector<TrackId> tied_to(TrackId id, std::span<const float> ties) {
  std::vector<TrackId> tied;
  for (TrackId other = 0; other < ties.size(); ++other)
    if (other != id && ties[other] > 0) tied.push_back(other);
  std::stable_sort(tied.begin(), tied.end(),
                   [&](TrackId a, TrackId b) { return ties[a] > ties[b]; });
  return tied;
}

constexpr std::size_t kFewestAtOnce = 64;

}  // namespace

SimilarTracks::SimilarTracks(const Model& model, const Similarity& similarity)
    : similarity_(similarity) {
  if (!model.memory || !model.answers) return;
  weights_ = model.answers->similar;
  if (weights_[AnswerPart::far] > 0 || weights_[AnswerPart::near] > 0)
    walk_ = std::make_unique<MemoryWalk>(*model.memory, model.vocabulary.size());
}

SimilarTracks::~SimilarTracks() = default;

/// What the playlists add to each track's similarity.
void SimilarTracks::tell_ties(std::span<const TrackId> known, std::span<float> ties) const {
  const std::vector<WeighedTrack> asked = weigh_alike(known, {});
  std::vector<float> scores(ties.size());
  std::fill(ties.begin(), ties.end(), 0.0f);
  for (const AnswerPart part : {AnswerPart::far, AnswerPart::near}) {
    if (weights_[part] == 0) continue;
    score_ties(*walk_, part, asked, kNoPlaylist, scores);
    for (std::size_t id = 0; id < ties.size(); ++id)
      ties[id] += static_cast<float>(weights_[part]) * scores[id];
  }
}

std::vector<Neighbour> SimilarTracks::similar(TrackId id, std::size_t limit,
                                              unsigned threads) const {
  std::vector<Neighbour> found = similarity_.similar(id, limit, threads);
  if (!walk_ || found.empty()) return found;
  const auto share = static_cast<float>(weights_[AnswerPart::embedding]);
  const float most = share * found.front().similarity;  // that any track's vectors come to
  std::vector<float> ties(similarity_.tracks());
  tell_ties({&id, 1}, ties);
  std::erase_if(found, [&](const Neighbour& each) { return ties[each.id] > 0; });
  for (Neighbour& each : found)
    each.similarity *= share;
  const std::vector<TrackId> tied = tied_to(id, ties);
  const std::size_t at_once = std::max(limit, kFewestAtOnce);
  for (std::size_t begin = 0; begin < tied.size(); begin += at_once) {
    if (found.size() == limit && most + ties[tied[begin]] < found.back().similarity) break;
    const auto some = std::span(tied).subspan(begin, std::min(at_once, tied.size() - begin));
    const std::vector<float> similarities = similarity_.similarities(id, some);
    for (std::size_t i = 0; i < some.size(); ++i)
      found.push_back({some[i], share * similarities[i] + ties[some[i]]});
    keep_closest(found, limit);
  }
  return found;
}

void SimilarTracks::score(std::span<const TrackId> known, std::span<float> scores) const {
  similarity_.score(known, scores);
  if (!walk_) return;
  std::vector<float> ties(scores.size());
  tell_ties(known, ties);
  const auto share = static_cast<float>(weights_[AnswerPart::embedding]);
  for (std::size_t id = 0; id < scores.size(); ++id)
    scores[id] = share * scores[id] + ties[id];
}

}  // namespace segue
