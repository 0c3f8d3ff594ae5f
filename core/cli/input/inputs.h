#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace segue::cli {

/// A file that was named, or one found in a folder that was.
struct InputFile {
  std::string path;
  bool is_found = false;
};

/// The files that were named, and in the place of a folder all files in it, sorted by name, without
/// those that is_left_alone() names. "-" is standard input. Throws Error(io) where a folder cannot
/// be read.
std::vector<InputFile> files_of(const std::vector<std::string>& inputs);

/// The bytes of all files together, where that can be known beforehand.
std::optional<std::uint64_t> total_size(const std::vector<InputFile>& files);

}  // namespace segue::cli
