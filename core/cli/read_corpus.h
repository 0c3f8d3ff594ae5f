#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "segue/corpus.h"

namespace segue::cli {

/// What a command reads.
struct CorpusSource {
  std::vector<std::string> files;  ///< "-" is standard input
  std::uint64_t max_rows = 0;      ///< of each file; 0: all
  PlaylistIdentity identity = PlaylistIdentity::name;
  std::uint64_t min_count = 1;  ///< tracks that occur less often are left out
};

/// What reading came to, for metrics.json.
struct CorpusFacts {
  std::uint64_t rows_read = 0;
  std::uint64_t rows_skipped = 0;
  std::size_t playlists = 0;
  std::size_t tracks = 0;  ///< that are left
};

struct LoadedCorpus {
  Corpus corpus;
  CorpusFacts facts;
};

/// Reads all files into one corpus, as if they were one file, and says on standard error what was
/// in them. Throws Error(io) before the first is read where one cannot be, Error(bad_input).
LoadedCorpus read_corpus(const CorpusSource& source);

}  // namespace segue::cli
