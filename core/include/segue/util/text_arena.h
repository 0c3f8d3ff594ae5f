#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace segue {

/// Keeps copies of many short texts close together, in blocks that never move.
class TextArena {
 public:
  TextArena() = default;
  ~TextArena() = default;
  /// A copy shares the texts' memory, which never changes, and begins a block of its own for new
  /// ones. An arena that was moved from may only be assigned to or destroyed.
  TextArena(const TextArena& other) : blocks_(other.blocks_) {}
  TextArena(TextArena&& other) noexcept = default;
  TextArena& operator=(const TextArena& other) { return *this = TextArena(other); }
  TextArena& operator=(TextArena&& other) noexcept = default;

  /// A copy of the text. The view lives as long as the arena or a copy of it.
  std::string_view keep(std::string_view text);

  /// A copy of both texts, the second right behind the first.
  std::string_view keep(std::string_view first, std::string_view second);

 private:
  char* make_room(std::size_t size);

  std::vector<std::shared_ptr<char[]>> blocks_;
  std::size_t block_left_ = 0;
  char* block_next_ = nullptr;
};

}  // namespace segue
