#include "read/inflater.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

#include "read/crc32.h"
#include "segue/util/random.h"
#include "support/packed_files.h"

using namespace segue;
using namespace segue::read;
using namespace segue::test;

namespace {

struct Unpacked {
  std::string text;
  std::size_t taken = 0;
  Inflater::State state = Inflater::State::going_on;
};

Unpacked inflate(std::string_view packed, std::size_t piece) {
  Inflater inflater;
  Unpacked result;
  for (std::size_t at = 0; at < packed.size(); at += piece) {
    std::string_view rest = packed.substr(at, piece);
    const std::size_t given = rest.size();
    std::string_view part;
    do {
      part = inflater.take(rest);
      result.text += part;
    } while (!part.empty());
    result.taken += given - rest.size();
  }
  result.state = inflater.state();
  result.taken -= inflater.behind().size();
  return result;
}

/// Text that packs well here and badly there.
std::string mixed_text(std::size_t size, std::uint64_t seed) {
  Random random(seed);
  std::string text;
  while (text.size() < size) {
    const std::uint64_t kind = random.next() % 4;
    if (kind == 0) text += std::string(random.next() % 300, 'a');
    if (kind == 1) text += "artist - title, and the like\n";
    for (int i = 0; kind >= 2 && i < 20; ++i)
      text += static_cast<char>(random.next() % (kind == 2 ? 16 : 256));
  }
  return text;
}

}  // namespace

TEST_CASE("deflate is unpacked however it is cut, and its end is found to the byte", "[unpack]") {
  for (const std::size_t size : {0u, 1u, 10u, 1000u, 70'000u, 400'000u}) {
    const std::string text = mixed_text(size, size);
    const std::string packed = deflate(text);
    for (const std::size_t piece : {1u, 2u, 3u, 7u, 100u, 1u << 20}) {
      if (piece < 7 && size > 100'000) continue;
      const Unpacked unpacked = inflate(packed + "something behind it", piece);
      INFO(size << " in pieces of " << piece);
      REQUIRE(unpacked.state == Inflater::State::ended);
      REQUIRE(unpacked.text == text);
      REQUIRE(unpacked.taken == packed.size());
    }
  }
}

TEST_CASE("deflate that is damaged is found so, or is some other text, but nothing worse",
          "[unpack]") {
  const std::string text = mixed_text(20'000, 7);
  const std::string packed = deflate(text);
  Random random(3);
  int damaged = 0;
  for (int i = 0; i < 300; ++i) {
    std::string broken = packed;
    broken[random.next() % broken.size()] ^= static_cast<char>(1 + random.next() % 255);
    damaged += inflate(broken, 1000).state == Inflater::State::damaged;
  }
  CHECK(damaged > 10);
}

TEST_CASE("what came before damage in deflate is kept to the byte", "[unpack]") {
  for (const std::size_t size : {0u, 1u, 10u, 5000u, 8192u, 70'000u}) {
    std::string text;
    while (text.size() < size)
      text += "Artist - Song " + std::to_string(text.size()) + "\n";
    // Stored blocks, none of which is the last, and one of a kind that there is none of.
    std::string packed;
    for (std::size_t at = 0; at < text.size(); at += 3000) {
      const std::string block = text.substr(at, 3000);
      packed += '\0' + number_bytes(block.size(), 2) + number_bytes(~block.size(), 2) + block;
    }
    packed += std::string(20, '\x07');
    for (const std::size_t piece : {1u, 7u, 1u << 20}) {
      const Unpacked unpacked = inflate(packed, piece);
      INFO(size << " in pieces of " << piece);
      REQUIRE(unpacked.state == Inflater::State::damaged);
      REQUIRE(unpacked.text == text);
    }
  }
}

TEST_CASE("the checksum is gzip's, however it is cut", "[unpack]") {
  CHECK(crc32(0, "") == 0);
  CHECK(crc32(0, "123456789") == 0xCBF43926u);  // as everybody has it
  const std::string text = mixed_text(1000, 5);
  for (std::size_t cut = 0; cut < 30; ++cut)
    CHECK(crc32(crc32(0, text.substr(0, cut)), text.substr(cut)) == crc32(0, text));
}
