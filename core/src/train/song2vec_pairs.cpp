#include "train/song2vec_pairs.h"

#include <algorithm>
#include <cstddef>
#include <span>

namespace segue {
namespace {

/// Calls each(target, context) for every pair within the window on either side.
template <typename Each>
void for_each_pair(std::span<const TrackId> playlist, std::size_t window, Each each) {
  for (std::size_t i = 0; i < playlist.size(); ++i) {
    const std::size_t first = i > window ? i - window : 0;
    const std::size_t last = std::min(i + window, playlist.size() - 1);
    for (std::size_t j = first; j <= last; ++j) {
      if (j != i) each(playlist[i], playlist[j]);
    }
  }
}

}  // namespace

std::uint64_t count_positive_pairs(const Corpus& corpus, std::uint32_t window_size) {
  std::uint64_t pairs = 0;
  for (std::size_t p = 0; p < corpus.playlists(); ++p) {
    const std::uint64_t length = corpus.playlist(p).size();
    if (length == 0) continue;
    const std::uint64_t reach = std::min<std::uint64_t>(window_size, length - 1);
    pairs += reach * (2 * length - reach - 1);  // 2 * sum over distance d = 1 .. reach of (n - d)
  }
  return pairs;
}

std::vector<Song2vecPair> make_song2vec_pairs(const Corpus& corpus, std::uint32_t window_size,
                                              Random& random) {
  std::vector<Song2vecPair> pairs;
  pairs.reserve(static_cast<std::size_t>(2 * count_positive_pairs(corpus, window_size)));
  for (std::size_t p = 0; p < corpus.playlists(); ++p) {
    for_each_pair(corpus.playlist(p), window_size, [&](TrackId target, TrackId context) {
      pairs.push_back({target, context & 0x7FFFFFFFu, 1});
    });
  }
  const std::size_t positives = pairs.size();
  std::vector<TrackId> targets(positives);
  std::transform(pairs.begin(), pairs.end(), targets.begin(),
                 [](const Song2vecPair& pair) { return pair.target; });
  random.shuffle(std::span(targets));
  const auto tracks = static_cast<std::uint32_t>(corpus.vocabulary.size());
  for (const TrackId target : targets) {
    pairs.push_back({target, random.below(tracks) & 0x7FFFFFFFu, 0});
  }
  return pairs;
}

}  // namespace segue
