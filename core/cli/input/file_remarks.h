#pragma once

#include <string>
#include <vector>

#include "segue/corpus/intake.h"

namespace segue::cli {

/// "2 playlists, 30 rows", or of a listening history "2 sessions, 30 plays"; the rows alone where
/// there is no playlist that is new.
std::string amount_of(std::size_t playlists, std::size_t rows, ReadKind kind);

/// What a file's entries are, where they are of one kind; playlists where they are of both.
ReadKind kind_of(const std::vector<FileReading>& files);

/// "  skipped 3 malformed rows of a.csv", with the first few reasons, and whatever else a person
/// should know of the file: a line each, after `indent`. Nothing where all is well.
std::string remarks_on(const FileReading& file, const std::string& indent);

}  // namespace segue::cli
