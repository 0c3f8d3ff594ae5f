#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "input/file_taker.h"

namespace segue::cli {

/// The files that were named, and in the place of a folder all files in it, sorted by name; hidden
/// ones are left out. "-" is standard input. Throws Error(io) where a folder cannot be read.
std::vector<FileName> files_of(const std::vector<std::string>& inputs);

/// The bytes of all files together, where that can be known beforehand.
std::optional<std::uint64_t> total_size(const std::vector<FileName>& files);

/// Hands the file to `taker`: where it is gzip what is packed in it, where it is a zip archive each
/// file in that.
void take_file(const FileName& file, FileTaker& taker);

}  // namespace segue::cli
