#include "system/files.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <memory>
#include <system_error>
#include <vector>

#include "segue/util/error.h"

namespace segue::cli {
namespace fs = std::filesystem;

namespace {

[[noreturn]] void fail(const fs::path& path, const char* what, int reason) {
  throw Error(ErrorCode::io, std::string(what) + ": " + std::strerror(reason), {path.string()});
}

/// An open file of the system's, closed at the end.
using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

File open_file(const fs::path& path) {
  if (path == "-") return {stdin, [](std::FILE*) { return 0; }};
  if (fs::is_directory(path)) fail(path, "cannot be read", EISDIR);
  File file(std::fopen(path.c_str(), "rb"), std::fclose);
  if (!file) fail(path, "cannot be opened", errno);
  return file;
}

/// What the names begin with under which processes write `target`: their numbers follow.
std::string partial_prefix(const fs::path& target) {
  return "." + target.filename().string() + ".partial-";
}

fs::path folder_of(const fs::path& path) {
  return path.has_parent_path() ? path.parent_path() : ".";
}

/// A file or folder beside its place, that removes itself; once renamed there is nothing to remove.
class Partial {
 public:
  explicit Partial(const fs::path& target)
      : path_(folder_of(target) / (partial_prefix(target) + std::to_string(getpid()))) {}
  ~Partial() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Partial(const Partial&) = delete;
  Partial& operator=(const Partial&) = delete;

  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

/// Waits until a file's bytes, or the names in a folder, are on the disk.
void sync(const fs::path& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool is_synced = file >= 0 && fsync(file) == 0;
  const int reason = errno;
  if (file >= 0) close(file);
  if (!is_synced && reason != EINVAL)
    fail(path, "cannot be written", reason);  // no such thing here
}

/// Whether there is something that takes bytes and keeps none, a device or a pipe: no file may be
/// put in its place.
bool is_device(const fs::path& path) {
  std::error_code ignored;
  const fs::file_status status = fs::status(path, ignored);
  return fs::exists(status) && !fs::is_regular_file(status) && !fs::is_directory(status);
}

/// Where a link at `path` leads, even if there is nothing yet: the file is written there, and the
/// link stays.
fs::path behind_links(fs::path path) {
  constexpr int kMostLinks = 40;  // as the kernel has it
  std::error_code error;
  for (int i = 0; i < kMostLinks && fs::is_symlink(fs::symlink_status(path, error)); ++i)
    path = folder_of(path) / fs::read_symlink(path, error);  // an absolute one stays as it is
  return path;
}

/// `name` is what errors carry.
void write_in_place(const fs::path& path, const fs::path& name,
                    const std::function<void(std::ostream&)>& write) {
  errno = 0;
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  if (out) write(out);
  out.close();
  if (!out) fail(name, "cannot be written", errno != 0 ? errno : EIO);
}

/// Puts the folder `partial` in the place of `folder`; what was there is removed afterwards.
void swap_into_place(const fs::path& partial, const fs::path& folder) {
  if (!fs::exists(folder)) {
    fs::rename(partial, folder);
    return;
  }
  // The kernel exchanges the two in one step where the file system can.
  if (renameat2(AT_FDCWD, partial.c_str(), AT_FDCWD, folder.c_str(), RENAME_EXCHANGE) != 0) {
    const fs::path old = partial.string() + ".old";
    fs::rename(folder, old);
    fs::rename(partial, folder);
    fs::rename(old, partial);
  }
}

}  // namespace

void require_readable(const std::vector<std::string>& files) {
  for (const std::string& file : files) {
    const bool is_later = file == "-" || fs::is_fifo(file) || fs::is_directory(file);
    // A file is opened once, when it is read.
    if (!is_later && access(file.c_str(), R_OK) != 0) fail(file, "cannot be opened", errno);
  }
}

void read_pieces(const fs::path& path, const std::function<bool(std::string_view)>& take) {
  const File file = open_file(path);
  std::vector<char> buffer(std::size_t{1} << 20);
  while (true) {
    const std::size_t size = std::fread(buffer.data(), 1, buffer.size(), file.get());
    if (std::ferror(file.get()) != 0) fail(path, "cannot be read", errno);
    if (size == 0 || !take({buffer.data(), size})) return;
  }
}

std::string read_file(const fs::path& path) {
  std::string bytes;
  read_pieces(path, [&](std::string_view piece) {
    bytes += piece;
    return true;
  });
  return bytes;
}

MappedFile::MappedFile(const fs::path& path) {
  const File file = open_file(path);
  struct stat status = {};
  if (fstat(fileno(file.get()), &status) != 0) fail(path, "cannot be read", errno);
  size_ = static_cast<std::size_t>(status.st_size);
  if (size_ == 0) return;  // which cannot be mapped
  data_ = mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, fileno(file.get()), 0);
  if (data_ == MAP_FAILED) fail(path, "cannot be read", errno);
}

MappedFile::~MappedFile() {
  if (size_ != 0) munmap(data_, size_);
}

void write_file(const fs::path& path, const std::function<void(std::ostream&)>& write) {
  if (is_device(path)) return write_in_place(path, path, write);
  const fs::path place = behind_links(path);
  const Partial partial(place);
  write_in_place(partial.path(), path, write);
  sync(partial.path());
  if (std::rename(partial.path().c_str(), place.c_str()) != 0)
    fail(path, "cannot be written", errno);
  sync(folder_of(place));
}

void write_file(const fs::path& path, std::string_view bytes) {
  write_file(path, [&](std::ostream& out) {
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  });
}

void write_folder(const fs::path& path, const std::function<void(const fs::path&)>& write) {
  const Partial partial(path);
  try {
    fs::create_directories(partial.path());
    remove_leftovers(path);
    write(partial.path());
    swap_into_place(partial.path(), path);
    sync(folder_of(path));
  } catch (const fs::filesystem_error& error) {
    fail(path, "cannot be written", error.code().value());
  } catch (const Error& error) {
    if (error.code() != ErrorCode::io) throw;
    throw Error(ErrorCode::io, error.message(), {path.string()});  // not the partial folder's name
  }
}

void require_writable(const fs::path& folder) {
  const Partial partial(folder / "try");
  std::error_code error;
  fs::create_directory(partial.path(), error);
  if (error) fail(folder, "cannot be written", error.value());
}

void remove_leftovers(const fs::path& path) {
  const std::string prefix = partial_prefix(path);
  for (const fs::directory_entry& entry : fs::directory_iterator(folder_of(path))) {
    const std::string file = entry.path().filename().string();
    if (!file.starts_with(prefix)) continue;
    const int process = std::atoi(file.c_str() + prefix.size());
    if (process > 0 && kill(process, 0) != 0 && errno == ESRCH) fs::remove_all(entry.path());
  }
}

}  // namespace segue::cli
