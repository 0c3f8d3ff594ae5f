#pragma once

#include <boost/beast/zlib/deflate_stream.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "read/crc32.h"

/// Gzip files and zip archives for the tests, sound ones and others.
namespace segue::test {

inline std::string number_bytes(std::uint64_t number, int bytes) {
  std::string text;
  for (int i = 0; i < bytes; ++i, number = i < 8 ? number >> 8 : 0)
    text += static_cast<char>(number);
  return text;
}

/// Raw deflate.
inline std::string deflate(std::string_view text) {
  namespace zlib = boost::beast::zlib;
  zlib::deflate_stream stream;
  std::string packed(stream.upper_bound(text.size()) + 64, '\0');
  zlib::z_params params;
  params.next_in = text.data();
  params.avail_in = text.size();
  params.next_out = packed.data();
  params.avail_out = packed.size();
  boost::beast::error_code error;
  stream.write(params, zlib::Flush::finish, error);
  packed.resize(params.total_out);
  return packed;
}

inline std::string gzip(std::string_view text, std::uint32_t wrong = 0) {
  return std::string("\x1F\x8B\x08\0\0\0\0\0\0\x03", 10) + deflate(text) +
         number_bytes(read::crc32(0, text) ^ wrong, 4) + number_bytes(text.size(), 4);
}

struct ZipMember {
  std::string name;
  std::string content;
  bool is_stored = false;
  bool is_locked = false;
  /// Bytes of the sizes in a descriptor behind the member, 4 or 8; 0: they stand in front of it.
  int descriptor = 0;
  bool descriptor_is_signed = true;
  std::uint32_t wrong = 0;  ///< that its checksum is off by
  /// What it says its packed size is, where that is not true.
  std::uint64_t claimed = 0;
  std::string packed = {};  ///< its bytes as they are in the archive, where they are others
  int method = 8;
};

/// The archive up to its list of members, and that list as far as it matters: that there is one.
inline std::string zip(const std::vector<ZipMember>& members) {
  std::string text;
  for (const ZipMember& member : members) {
    std::string packed = member.is_stored ? member.content : deflate(member.content);
    if (!member.packed.empty()) packed = member.packed;
    const std::uint64_t size = member.claimed != 0 ? member.claimed : packed.size();
    const bool has_descriptor = member.descriptor != 0;
    const std::string sum = number_bytes(read::crc32(0, member.content) ^ member.wrong, 4);
    text += "PK\x03\x04" + number_bytes(20, 2) +
            number_bytes((member.is_locked ? 1u : 0u) | (has_descriptor ? 8u : 0u), 2) +
            number_bytes(member.is_stored ? 0u : static_cast<unsigned>(member.method), 2) +
            number_bytes(0, 4);
    if (has_descriptor) {
      text += number_bytes(0, 12);
    } else {
      text += sum + number_bytes(size, 4) + number_bytes(member.content.size(), 4);
    }
    text += number_bytes(member.name.size(), 2) + number_bytes(0, 2) + member.name + packed;
    if (has_descriptor) {
      if (member.descriptor_is_signed) text += "PK\x07\x08";
      text += sum + number_bytes(packed.size(), member.descriptor) +
              number_bytes(member.content.size(), member.descriptor);
    }
  }
  if (!text.empty()) text += "PK\x01\x02" + std::string(42, '\0');
  return text + "PK\x05\x06" + std::string(18, '\0');
}

}  // namespace segue::test
