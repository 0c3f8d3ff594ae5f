#pragma once

#include <cstdint>

#include "segue/corpus.h"

namespace segue {

/// A number that tells corpora apart: it changes when a playlist, a track's key or a count does,
/// but for one chance in 2^64. The same on every machine.
std::uint64_t fingerprint(const Corpus& corpus);

}  // namespace segue
