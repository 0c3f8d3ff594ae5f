#pragma once

#include <cstdint>
#include <vector>

#include "segue/corpus/corpus.h"
#include "segue/util/random.h"

namespace segue {

/// One example of the `seed` recipe. The label shares a word with the context: 8 bytes a pair.
struct Song2vecPair {
  TrackId target;
  std::uint32_t context : 31;
  std::uint32_t is_positive : 1;
};

/// How many positive pairs the window gives.
std::uint64_t count_positive_pairs(const Corpus& corpus, std::uint32_t window_size);

/// The positive pairs in corpus order, then as many negatives. Afterwards `random` has moved on.
std::vector<Song2vecPair> make_song2vec_pairs(const Corpus& corpus, std::uint32_t window_size,
                                              Random& random);

}  // namespace segue
