#pragma once

#include <cstdint>

#include "segue/corpus/corpus.h"

namespace segue {

/// A number that tells a corpus from others: it changes with any token, offset, key or count, but
/// for a chance of about one in 2^64. The same on every machine. Not made against forgery.
std::uint64_t fingerprint(const Corpus& corpus);

}  // namespace segue
