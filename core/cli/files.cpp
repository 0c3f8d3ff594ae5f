#include "files.h"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <memory>
#include <system_error>
#include <vector>

#include "segue/error.h"

namespace segue::cli {
namespace {

[[noreturn]] void fail(const std::filesystem::path& path, const char* what, int reason) {
  throw Error(ErrorCode::io, std::string(what) + ": " + std::strerror(reason), {path.string()});
}

/// An open file of the system's, closed at the end.
using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

File open(const std::filesystem::path& path) {
  if (path == "-") return {stdin, [](std::FILE*) { return 0; }};
  if (std::filesystem::is_directory(path)) fail(path, "cannot be read", EISDIR);
  File file(std::fopen(path.c_str(), "rb"), std::fclose);
  if (!file) fail(path, "cannot be opened", errno);
  return file;
}

/// A file that removes itself unless it was renamed into place.
class TemporaryFile {
 public:
  explicit TemporaryFile(const std::filesystem::path& target)
      : path_(target.string() + ".partial-" + std::to_string(getpid())), target_(target) {}
  ~TemporaryFile() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  const std::filesystem::path& path() const { return path_; }
  void rename_into_place() const {
    if (std::rename(path_.c_str(), target_.c_str()) != 0) fail(target_, "cannot be written", errno);
  }

 private:
  std::filesystem::path path_;
  std::filesystem::path target_;
};

}  // namespace

void read_pieces(const std::filesystem::path& path,
                 const std::function<bool(std::string_view)>& take) {
  const File file = open(path);
  std::vector<char> buffer(std::size_t{1} << 20);
  while (true) {
    const std::size_t size = std::fread(buffer.data(), 1, buffer.size(), file.get());
    if (std::ferror(file.get()) != 0) fail(path, "cannot be read", errno);
    if (size == 0 || !take({buffer.data(), size})) return;
  }
}

std::string read_file(const std::filesystem::path& path) {
  std::string bytes;
  read_pieces(path, [&](std::string_view piece) {
    bytes += piece;
    return true;
  });
  return bytes;
}

void write_file(const std::filesystem::path& path,
                const std::function<void(std::ostream&)>& write) {
  const TemporaryFile temporary(path);
  errno = 0;
  std::ofstream out(temporary.path(), std::ios::binary | std::ios::trunc);
  if (out) write(out);
  out.close();
  if (!out) fail(path, "cannot be written", errno != 0 ? errno : EIO);
  temporary.rename_into_place();
}

void write_file(const std::filesystem::path& path, std::string_view bytes) {
  write_file(path, [&](std::ostream& out) {
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  });
}

}  // namespace segue::cli
