#include "segue/fingerprint.h"

#include <string>

namespace segue {
namespace {

void mix(std::uint64_t& hash, std::uint64_t word) {
  hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
  hash ^= hash >> 29;
}

}  // namespace

std::uint64_t fingerprint(const Corpus& corpus) {
  std::uint64_t hash = corpus.vocabulary.size();
  for (const TrackId token : corpus.tokens)
    mix(hash, token);
  for (const std::size_t offset : corpus.offsets)
    mix(hash, offset);
  for (TrackId id = 0; id < corpus.vocabulary.size(); ++id) {
    mix(hash, corpus.vocabulary.count(id));
    for (const char letter : corpus.vocabulary.key(id))
      mix(hash, static_cast<unsigned char>(letter));
  }
  return hash;
}

}  // namespace segue
