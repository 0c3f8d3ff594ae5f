#include "segue/corpus/fingerprint.h"

#include "util/hash.h"

namespace segue {

std::uint64_t fingerprint(const Corpus& corpus) {
  std::uint64_t hash = mix(corpus.vocabulary.size(), corpus.playlists());
  for (const std::size_t offset : corpus.offsets)
    hash = mix(hash, offset);
  for (const TrackId token : corpus.tokens)
    hash = mix(hash, token);
  for (TrackId id = 0; id < corpus.vocabulary.size(); ++id)
    hash = mix(mix(hash, hash_text(corpus.vocabulary.key(id))), corpus.vocabulary.count(id));
  return hash;
}

}  // namespace segue
