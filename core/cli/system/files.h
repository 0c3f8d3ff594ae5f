#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

namespace segue::cli {

/// A whole file. Throws Error(io) naming the path and the system's reason.
std::string read_file(const std::filesystem::path& path);

/// Hands a file's bytes piece by piece to `take` until it returns false. Error(io) as above.
/// "-" is standard input.
void read_pieces(const std::filesystem::path& path,
                 const std::function<bool(std::string_view)>& take);

/// Throws Error(io) where read_pieces could not open one of the files, as far as that can be tried:
/// a pipe can be opened only once, and a folder is read by its files.
void require_readable(const std::vector<std::string>& files);

/// A whole file as memory that the system fills as it is read, without a copy of its own.
class MappedFile {
 public:
  /// Error(io) as above.
  explicit MappedFile(const std::filesystem::path& path);
  ~MappedFile();
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;

  std::string_view bytes() const { return {static_cast<const char*>(data_), size_}; }

 private:
  void* data_ = nullptr;
  std::size_t size_ = 0;
};

/// Writes beside `path` and renames into place when all is on the disk, so that a failure or a
/// power cut leaves what was there whole; where there is a device or a pipe, writes into that. A
/// link stays one. Throws Error(io) where the system refuses.
void write_file(const std::filesystem::path& path, const std::function<void(std::ostream&)>& write);
void write_file(const std::filesystem::path& path, std::string_view bytes);

/// The same for a folder, which `write` fills: it takes the place of what was at `path`.
void write_folder(const std::filesystem::path& path,
                  const std::function<void(const std::filesystem::path&)>& write);

/// Throws Error(io) where nothing can be written into the folder.
void require_writable(const std::filesystem::path& folder);

/// Removes what killed processes left beside `path` when they were about to write it.
void remove_leftovers(const std::filesystem::path& path);

}  // namespace segue::cli
