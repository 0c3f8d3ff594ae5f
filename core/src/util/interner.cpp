#include "segue/util/interner.h"

#include <algorithm>
#include <array>

#include "util/hash.h"

namespace segue {
namespace {

constexpr std::size_t kFewestSlots = 64;

/// The better mixed half.
std::uint32_t short_hash(std::string_view text) {
  return static_cast<std::uint32_t>(hash_text(text) >> 32);
}

void prefetch(const void* address) {
  __builtin_prefetch(address);
}

}  // namespace

std::pair<std::uint32_t, bool> Interner::intern(std::string_view text) {
  return intern(text, short_hash(text));
}

void Interner::intern(std::span<const std::string_view> texts, std::span<std::uint32_t> numbers) {
  // Enough look-ups to wait for memory side by side; few enough for the cache to hold them.
  constexpr std::size_t kGroup = 32;
  std::array<std::uint32_t, kGroup> hashes;
  if (slots_.empty()) grow();
  for (std::size_t begin = 0; begin < texts.size(); begin += kGroup) {
    const auto group = texts.subspan(begin, std::min(kGroup, texts.size() - begin));
    for (std::size_t i = 0; i < group.size(); ++i) {
      hashes[i] = short_hash(group[i]);
      prefetch(&slots_[hashes[i] & (slots_.size() - 1)]);
    }
    for (std::size_t i = 0; i < group.size(); ++i) {
      const Slot& slot = likely_slot(hashes[i]);
      if (slot.number != 0) prefetch(&texts_[slot.number - 1]);
    }
    for (std::size_t i = 0; i < group.size(); ++i) {
      const Slot& slot = likely_slot(hashes[i]);
      if (slot.number != 0) prefetch(texts_[slot.number - 1].data());
    }
    for (std::size_t i = 0; i < group.size(); ++i)
      numbers[begin + i] = intern(group[i], hashes[i]).first;
  }
}

std::pair<std::uint32_t, bool> Interner::intern(std::string_view text, std::uint32_t hash) {
  if (2 * (texts_.size() + 1) > slots_.size()) grow();
  Slot& slot = slots_[slot_of(text, hash)];
  if (slot.number != 0) return {slot.number - 1, false};
  texts_.push_back(arena_.keep(text));
  slot = {hash, static_cast<std::uint32_t>(texts_.size())};
  return {slot.number - 1, true};
}

std::optional<std::uint32_t> Interner::find(std::string_view text) const {
  if (slots_.empty()) return std::nullopt;
  const Slot& slot = slots_[slot_of(text, short_hash(text))];
  if (slot.number == 0) return std::nullopt;
  return slot.number - 1;
}

void Interner::reorder(std::span<const std::uint32_t> order) {
  std::vector<std::uint32_t> place(order.size());
  std::vector<std::string_view> texts(order.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    place[order[i]] = i;
    texts[i] = texts_[order[i]];
  }
  texts_ = std::move(texts);
  for (Slot& slot : slots_) {
    if (slot.number != 0) slot.number = place[slot.number - 1] + 1;
  }
}

/// The first slot that may be the text's, judged without reading a text, or the free one.
const Interner::Slot& Interner::likely_slot(std::uint32_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash & mask;
  while (slots_[at].number != 0 && slots_[at].hash != hash)
    at = (at + 1) & mask;
  return slots_[at];
}

/// The text's slot, or the free one where it belongs.
std::size_t Interner::slot_of(std::string_view text, std::uint32_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash & mask;
  while (slots_[at].number != 0 &&
         (slots_[at].hash != hash || texts_[slots_[at].number - 1] != text)) {
    at = (at + 1) & mask;
  }
  return at;
}

void Interner::grow() {
  const std::vector<Slot> old = std::move(slots_);
  slots_.assign(std::max(kFewestSlots, 2 * old.size()), Slot{});
  const std::size_t mask = slots_.size() - 1;
  for (const Slot& slot : old) {
    if (slot.number == 0) continue;
    std::size_t at = slot.hash & mask;
    while (slots_[at].number != 0)
      at = (at + 1) & mask;
    slots_[at] = slot;
  }
}

}  // namespace segue
