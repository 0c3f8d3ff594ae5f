#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace segue {

/// Gives each different text a number, 0, 1, 2, ... in order of first appearance, and keeps one
/// copy of it. Meant for millions of short texts that mostly come more than once: a look-up costs
/// about two cache misses, and nothing is allocated for a text that is known.
class Interner {
 public:
  Interner() = default;
  ~Interner() = default;
  /// A copy shares the texts' memory, which never changes, and begins a block of its own for new
  /// ones. An interner that was moved from may only be assigned to or destroyed.
  Interner(const Interner& other)
      : texts_(other.texts_), slots_(other.slots_), blocks_(other.blocks_) {}
  Interner(Interner&& other) noexcept = default;
  Interner& operator=(const Interner& other) { return *this = Interner(other); }
  Interner& operator=(Interner&& other) noexcept = default;

  /// The text's number, and whether it is new. Fewer than 2^32 - 1 texts.
  std::pair<std::uint32_t, bool> intern(std::string_view text);

  /// The text's number, if it has one.
  std::optional<std::uint32_t> find(std::string_view text) const;

  std::size_t size() const noexcept { return texts_.size(); }

  /// `number` < size(). The view lives as long as the interner or a copy of it.
  std::string_view text(std::uint32_t number) const { return texts_[number]; }

 private:
  struct Slot {
    std::uint32_t tag = 0;     // the hash's upper half, to pass over most texts unread
    std::uint32_t number = 0;  // plus one; 0 where the slot is free
  };

  std::size_t slot_of(std::string_view text, std::uint64_t hash) const;
  std::string_view keep(std::string_view text);
  void grow();

  std::vector<std::string_view> texts_;
  std::vector<Slot> slots_;  // a power of two of them, at most half taken; probed one by one
  std::vector<std::shared_ptr<char[]>> blocks_;  // what the texts lie in
  std::size_t block_left_ = 0;
  char* block_next_ = nullptr;
};

}  // namespace segue
