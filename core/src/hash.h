#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace segue {

/// One step of a hash: for a given `hash`, different words give different results, and the other
/// way round. The same on every machine.
inline std::uint64_t mix(std::uint64_t hash, std::uint64_t word) {
  hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
  return hash ^ (hash >> 32);
}

/// Up to eight bytes as a number, the first byte lowest. Compilers make one load of eight.
inline std::uint64_t load_word(const char* bytes, std::size_t size) {
  std::uint64_t word = 0;
  for (std::size_t i = 0; i < size; ++i)
    word |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
  return word;
}

inline std::uint64_t hash_text(std::string_view text) {
  constexpr std::size_t kWord = 8;
  std::uint64_t hash = text.size();
  for (; text.size() >= kWord; text.remove_prefix(kWord))
    hash = mix(hash, load_word(text.data(), kWord));
  return mix(mix(hash, load_word(text.data(), text.size())), 0);
}

}  // namespace segue
