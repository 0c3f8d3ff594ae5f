#include "segue/corpus/readiness.h"

#include <limits>
#include <vector>

#include "corpus/distinct_tracks.h"

namespace segue {
namespace {

constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();

}  // namespace

Judgement judge(const Corpus& corpus) {
  Judgement judgement;
  std::vector<std::size_t> first_playlist(corpus.vocabulary.size(), kNone);
  std::vector<bool> is_shared(corpus.vocabulary.size(), false);
  for (std::size_t index = 0; index < corpus.playlists(); ++index) {
    const std::span<const TrackId> tracks = corpus.playlist(index);
    if (!has_two_tracks(tracks)) continue;
    ++judgement.playlists;
    for (const TrackId id : tracks) {
      if (first_playlist[id] == kNone) first_playlist[id] = index;
      if (first_playlist[id] == index || is_shared[id]) continue;
      is_shared[id] = true;
      ++judgement.shared_tracks;
    }
  }
  if (judgement.playlists == 0) return judgement;
  const bool is_enough =
      judgement.playlists >= kEnoughPlaylists && judgement.shared_tracks >= kEnoughSharedTracks;
  judgement.readiness = is_enough ? Readiness::enough : Readiness::little;
  return judgement;
}

const char* to_string(Readiness readiness) noexcept {
  switch (readiness) {
    case Readiness::nothing:
      return "nothing";
    case Readiness::little:
      return "little";
    case Readiness::enough:
      return "enough";
  }
  return "";
}

}  // namespace segue
