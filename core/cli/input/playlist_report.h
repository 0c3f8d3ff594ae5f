#pragma once

#include "segue/corpus/intake.h"

namespace segue::cli {

/// What more of them is printed.
struct ReportOptions {
  bool lists_playlists = false;  ///< each playlist with its size
  bool lists_all_files = false;  ///< each file that was passed over, not the first few
};

/// Prints what files of playlists are, what was in them, and whether that is enough to learn from.
void print_playlists(const FilesReading& read, const ReportOptions& options);

/// The same as one JSON document, which lists all files.
void print_playlists_json(const FilesReading& read, const ReportOptions& options);

}  // namespace segue::cli
