#pragma once

#include <filesystem>
#include <functional>
#include <iosfwd>
#include <string>
#include <string_view>

namespace segue::cli {

/// A whole file. Throws Error(io) naming the path and the system's reason.
std::string read_file(const std::filesystem::path& path);

/// Hands a file's bytes piece by piece to `take` until it returns false. Error(io) as above.
/// "-" is standard input.
void read_pieces(const std::filesystem::path& path,
                 const std::function<bool(std::string_view)>& take);

/// Writes beside `path` and renames into place, so that a failure leaves what was there whole.
/// Throws Error(io) where the system refuses.
void write_file(const std::filesystem::path& path, const std::function<void(std::ostream&)>& write);
void write_file(const std::filesystem::path& path, std::string_view bytes);

}  // namespace segue::cli
