#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "segue/corpus/corpus.h"
#include "segue/corpus/intake.h"
#include "segue/train/corpus_plan.h"

namespace segue::cli {

/// What a command reads.
struct CorpusSource {
  std::vector<std::string> files;  ///< or folders; "-" is standard input
  CorpusPlan plan;
  bool keeps_playlist_names = false;
  std::string encoding =
      {};  ///< of lists and tables that do not name theirs; empty where nobody knows
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

/// Reads all files, and says nothing. A file that cannot be read keeps no other from being read.
/// Throws Error(io) before the first is read where one cannot be opened.
FilesReading read_files(const CorpusSource& source);

/// Throws as the core's require_some where no file could be read.
void require_some(const CorpusSource& source, const FilesReading& read);

/// Reads them for training, and says on standard error what was in them. Throws besides as
/// require_some, and Error(nothing_to_learn) where there are songs, but none in a playlist.
LoadedCorpus read_corpus(const CorpusSource& source);

}  // namespace segue::cli
