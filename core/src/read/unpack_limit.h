#pragma once

#include <cstdint>
#include <string>
#include <utility>

namespace segue::read {

/// Keeps what is unpacked from one file from growing without bounds: a file of a few kilobytes may
/// hold a petabyte. What counts is what was really taken of the file, not what it says of itself.
class UnpackLimit {
 public:
  /// `file` is the name that errors carry.
  explicit UnpackLimit(std::string file) : file_(std::move(file)) {}

  /// So many of the file's own bytes have arrived.
  void add_packed(std::uint64_t bytes) { packed_ += bytes; }

  /// So many were unpacked, of members within members too. Throws Error(bad_input) past the limit.
  void add_unpacked(std::uint64_t bytes);

  /// One more member of an archive. Throws as above.
  void add_member();

 private:
  std::string file_;
  std::uint64_t packed_ = 0;
  std::uint64_t unpacked_ = 0;
  std::uint32_t members_ = 0;
};

}  // namespace segue::read
