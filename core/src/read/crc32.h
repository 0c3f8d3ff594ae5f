#pragma once

#include <cstdint>
#include <string_view>

namespace segue::read {

/// The checksum that gzip and zip carry (RFC 1952, section 8), of bytes that arrive in pieces: 0 to
/// begin with.
std::uint32_t crc32(std::uint32_t so_far, std::string_view bytes);

}  // namespace segue::read
