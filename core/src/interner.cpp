#include "segue/interner.h"

#include <algorithm>
#include <cstring>

namespace segue {
namespace {

constexpr std::size_t kBlock = std::size_t{1} << 16;
constexpr std::size_t kFewestSlots = 64;

std::uint64_t mix(std::uint64_t hash, std::uint64_t word) {
  hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
  return hash ^ (hash >> 32);
}

std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = text.size();
  std::uint64_t word;
  for (; text.size() >= sizeof word; text.remove_prefix(sizeof word)) {
    std::memcpy(&word, text.data(), sizeof word);
    hash = mix(hash, word);
  }
  word = 0;
  std::memcpy(&word, text.data(), text.size());
  return mix(mix(hash, word), 0);
}

std::uint32_t tag_of(std::uint64_t hash) {
  return static_cast<std::uint32_t>(hash >> 32);
}

}  // namespace

std::pair<std::uint32_t, bool> Interner::intern(std::string_view text) {
  if (2 * (texts_.size() + 1) > slots_.size()) grow();
  const std::uint64_t hash = hash_of(text);
  Slot& slot = slots_[slot_of(text, hash)];
  if (slot.number != 0) return {slot.number - 1, false};
  texts_.push_back(keep(text));
  slot = {tag_of(hash), static_cast<std::uint32_t>(texts_.size())};
  return {slot.number - 1, true};
}

std::optional<std::uint32_t> Interner::find(std::string_view text) const {
  if (slots_.empty()) return std::nullopt;
  const Slot& slot = slots_[slot_of(text, hash_of(text))];
  if (slot.number == 0) return std::nullopt;
  return slot.number - 1;
}

/// The text's slot, or the free one where it belongs.
std::size_t Interner::slot_of(std::string_view text, std::uint64_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = static_cast<std::size_t>(hash) & mask;
  while (slots_[at].number != 0 &&
         (slots_[at].tag != tag_of(hash) || texts_[slots_[at].number - 1] != text)) {
    at = (at + 1) & mask;
  }
  return at;
}

std::string_view Interner::keep(std::string_view text) {
  if (text.empty()) return {};
  if (text.size() > block_left_) {
    block_left_ = std::max(kBlock, text.size());
    // Not make_shared, which would clear what is about to be written.
    blocks_.push_back(std::shared_ptr<char[]>(new char[block_left_]));
    block_next_ = blocks_.back().get();
  }
  char* const copy = block_next_;
  std::memcpy(copy, text.data(), text.size());
  block_next_ += text.size();
  block_left_ -= text.size();
  return {copy, text.size()};
}

void Interner::grow() {
  slots_.assign(std::max(kFewestSlots, 2 * slots_.size()), Slot{});
  const std::size_t mask = slots_.size() - 1;
  for (std::uint32_t number = 0; number < texts_.size(); ++number) {
    const std::uint64_t hash = hash_of(texts_[number]);
    std::size_t at = static_cast<std::size_t>(hash) & mask;
    while (slots_[at].number != 0)
      at = (at + 1) & mask;
    slots_[at] = {tag_of(hash), number + 1};
  }
}

}  // namespace segue
