#include "segue/corpus/rare_tracks.h"

#include <limits>
#include <utility>
#include <vector>

namespace segue {
namespace {

constexpr TrackId kGone = std::numeric_limits<TrackId>::max();

/// Moves each track that is left to its new id; a playlist only ever moves towards the front.
void remove_tokens(const std::vector<TrackId>& new_ids, Corpus& corpus) {
  std::size_t kept = 0;
  std::size_t at = 0;
  for (std::size_t playlist = 0; playlist < corpus.playlists(); ++playlist) {
    for (const std::size_t end = corpus.offsets[playlist + 1]; at < end; ++at) {
      const TrackId id = new_ids[corpus.tokens[at]];
      if (id != kGone) corpus.tokens[kept++] = id;
    }
    corpus.offsets[playlist + 1] = kept;
  }
  corpus.tokens.resize(kept);
  corpus.tokens.shrink_to_fit();
}

}  // namespace

Corpus without_rare_tracks(Corpus corpus, std::uint64_t min_count) {
  const Vocabulary all = std::exchange(corpus.vocabulary, Vocabulary(corpus.vocabulary.identity()));
  std::vector<TrackId> new_ids(all.size(), kGone);
  for (TrackId id = 0; id < all.size(); ++id) {
    if (all.count(id) < min_count) continue;
    new_ids[id] = corpus.vocabulary.add(all.track(id), all.count(id));
  }
  remove_tokens(new_ids, corpus);
  return corpus;
}

}  // namespace segue
