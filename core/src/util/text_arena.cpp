#include "segue/util/text_arena.h"

#include <algorithm>

namespace segue {

std::string_view TextArena::keep(std::string_view text) {
  return keep(text, {});
}

std::string_view TextArena::keep(std::string_view first, std::string_view second) {
  const std::size_t size = first.size() + second.size();
  if (size == 0) return {};
  char* const copy = make_room(size);
  std::copy(second.begin(), second.end(), std::copy(first.begin(), first.end(), copy));
  return {copy, size};
}

char* TextArena::make_room(std::size_t size) {
  constexpr std::size_t kBlock = std::size_t{1} << 16;
  if (size > block_left_) {
    const std::size_t block = std::max(kBlock, size);
    // Not make_shared, which would clear what is about to be written.
    blocks_.push_back(std::shared_ptr<char[]>(new char[block]));
    block_next_ = blocks_.back().get();
    block_left_ = block;
  }
  char* const room = block_next_;
  block_next_ += size;
  block_left_ -= size;
  return room;
}

}  // namespace segue
