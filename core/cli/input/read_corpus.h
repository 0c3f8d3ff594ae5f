#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "input/file_taker.h"
#include "segue/corpus/corpus.h"
#include "segue/read/reader.h"
#include "segue/util/error.h"

namespace segue::cli {

/// What a command reads.
struct CorpusSource {
  std::vector<std::string> files;  ///< or folders; "-" is standard input
  std::uint64_t max_rows = 0;      ///< of each file; 0: all
  PlaylistIdentity identity = PlaylistIdentity::name;
  std::uint64_t min_count = 1;  ///< tracks that occur less often are left out
  TrackIdentity names = TrackIdentity::exact;
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

/// What one file was, whether it was named or found in a folder or an archive.
struct FileReading {
  FileName name;
  ReadReport report;            ///< of what could be read
  std::size_t playlists = 0;    ///< that it was the first to have
  std::size_t tracks = 0;       ///< likewise
  std::optional<Error> error;   ///< why it could not be read, or no further
  bool is_passed_over = false;  ///< it was only found, not named, and is no playlist file

  bool is_read() const { return !report.format.empty() && !(error && report.rows_read == 0); }
};

/// Files and the corpus of all of them, as if they were one file.
struct FilesReading {
  std::vector<FileReading> files;
  MergedSpellings merged;
  Corpus corpus;
};

/// Reads all files, and says nothing. A file that cannot be read keeps no other from being read.
/// Throws Error(io) before the first is read where one cannot be opened.
FilesReading read_files(const CorpusSource& source);

/// Throws where no file could be read: the one file's own error where it was one, else
/// Error(bad_input) with each on standard error. `named` is what the command named.
void require_some(const std::vector<std::string>& named, const std::vector<FileReading>& files);

/// Reads them for training, and says on standard error what was in them. Throws besides as
/// require_some does.
LoadedCorpus read_corpus(const CorpusSource& source);

/// "  skipped 3 malformed rows of a.csv", with the first few reasons, and whatever else a person
/// should know of the file: a line each, after `indent`. Nothing where all is well.
std::string remarks_on(const FileReading& file, const std::string& indent);

}  // namespace segue::cli
