#pragma once

#include "input/read_corpus.h"

namespace segue::cli {

/// Prints what files of playlists are, what was in them, and whether that is enough to learn from.
void print_playlists(const FilesReading& read);

/// The same as one JSON document.
void print_playlists_json(const FilesReading& read);

}  // namespace segue::cli
