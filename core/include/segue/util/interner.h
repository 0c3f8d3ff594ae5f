#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "segue/util/text_arena.h"

namespace segue {

/// Gives each different text a number, 0, 1, 2, ... in order of first appearance, and keeps one
/// copy of it. Meant for millions of short texts that mostly come more than once: a look-up costs
/// about three cache misses, many look-ups at a time wait for them together, and nothing is
/// allocated for a text that is known. A copy shares the texts' memory. An interner that was moved
/// from may only be assigned to or destroyed.
class Interner {
 public:
  /// The text's number, and whether it is new. Fewer than 2^32 - 1 texts.
  std::pair<std::uint32_t, bool> intern(std::string_view text);

  /// The same for many texts, one after another. `numbers` has as many places as `texts`.
  void intern(std::span<const std::string_view> texts, std::span<std::uint32_t> numbers);

  /// The text's number, if it has one.
  std::optional<std::uint32_t> find(std::string_view text) const;

  /// Numbers the texts anew: the one that was `order[i]` becomes `i`. `order` holds every number
  /// below size() once.
  void reorder(std::span<const std::uint32_t> order);

  std::size_t size() const noexcept { return texts_.size(); }

  /// `number` < size(). The view lives as long as the interner or a copy of it.
  std::string_view text(std::uint32_t number) const { return texts_[number]; }

 private:
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t number = 0;  // plus one; 0 where the slot is free
  };

  std::pair<std::uint32_t, bool> intern(std::string_view text, std::uint32_t hash);
  const Slot& likely_slot(std::uint32_t hash) const;
  std::size_t slot_of(std::string_view text, std::uint32_t hash) const;
  void grow();

  TextArena arena_;
  std::vector<std::string_view> texts_;
  std::vector<Slot> slots_;  // a power of two of them, at most half taken; probed one by one
};

}  // namespace segue
