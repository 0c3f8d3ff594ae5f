#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "input/file_taker.h"

namespace segue::cli {

/// Keeps what is unpacked from one file from growing without bounds: a file of a few kilobytes may
/// say that it is a petabyte.
class UnpackLimit {
 public:
  /// `file` is the name that errors carry.
  explicit UnpackLimit(std::string file) : file_(std::move(file)) {}

  /// So many of the file's own bytes are being unpacked.
  void add_packed(std::uint64_t bytes) { packed_ += bytes; }

  /// So many were unpacked. Throws Error(bad_input) past the limit.
  void add_unpacked(std::uint64_t bytes);

 private:
  std::string file_;
  std::uint64_t packed_ = 0;
  std::uint64_t unpacked_ = 0;
};

/// Whether a file that begins so is a zip archive.
bool is_zip(std::string_view start);

/// Hands a file's bytes on: as they are, or what is in them where they are gzip or a zip archive.
/// An archive may lie in another one, and no deeper.
class Unpacker {
 public:
  Unpacker(FileName name, FileTaker& taker, UnpackLimit& limit, int depth = 0);
  ~Unpacker();
  Unpacker(const Unpacker&) = delete;
  Unpacker& operator=(const Unpacker&) = delete;

  /// Takes the next bytes. False where no more are wanted. Throws Error.
  bool push(std::string_view bytes);

  /// There are no more. Throws Error.
  void end();

 private:
  class Content;
  class Plain;
  class Gzip;
  class Zip;

  void begin();

  FileName name_;
  FileTaker& taker_;
  UnpackLimit& limit_;
  int depth_;
  std::string start_;  // until it is known what it is
  std::unique_ptr<Content> content_;
};

/// The same for a zip archive that is a file, which need not be copied. Throws Error where it is no
/// whole archive; a member that cannot be read is the taker's failure.
void unpack_zip(const std::filesystem::path& path, FileTaker& taker, UnpackLimit& limit);

}  // namespace segue::cli
