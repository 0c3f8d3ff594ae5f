#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace segue {

static_assert(std::endian::native == std::endian::little, "texts are hashed as they lie");

/// One step of a hash: for a given `hash`, different words give different results, and the other
/// way round. Each bit of the word is spread before it meets the hash, so that words which differ
/// in a few bits one after another do not undo each other. The same on every machine.
inline std::uint64_t mix(std::uint64_t hash, std::uint64_t word) {
  constexpr std::uint64_t odd = 0x9E3779B97F4A7C15u;
  constexpr std::uint64_t other_odd = 0xC2B2AE3D27D4EB4Fu;
  hash = (hash ^ (std::rotl(word * other_odd, 32) * odd)) * odd;
  return hash ^ (hash >> 32);
}

/// Eight bytes at a time; the last eight overlap those before where the size is no multiple.
inline std::uint64_t hash_text(std::string_view text) {
  std::uint64_t hash = text.size();
  std::uint64_t word = 0;
  if (text.size() < sizeof word) {
    char bytes[sizeof word] = {};
    std::copy(text.begin(), text.end(), bytes);
    std::memcpy(&word, bytes, sizeof word);
  } else {
    const char* const last = text.data() + text.size() - sizeof word;
    for (const char* at = text.data(); at < last; at += sizeof word) {
      std::memcpy(&word, at, sizeof word);
      hash = mix(hash, word);
    }
    std::memcpy(&word, last, sizeof word);
  }
  return mix(mix(hash, word), 0);
}

}  // namespace segue
