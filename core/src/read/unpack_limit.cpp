#include "read/unpack_limit.h"

#include "segue/util/error.h"

namespace segue::read {
namespace {

// No playlist file packs that well, and a bomb does far better.
constexpr std::uint64_t kMostTimes = 200;
constexpr std::uint64_t kAlwaysFine = std::uint64_t{32} << 20;
// The Million Playlist Dataset unpacks to 33 GB.
constexpr std::uint64_t kMostBytes = std::uint64_t{64} << 30;
constexpr std::uint32_t kMostMembers = 100'000;

}  // namespace

void UnpackLimit::add_unpacked(std::uint64_t bytes) {
  unpacked_ += bytes;
  if (unpacked_ > kMostBytes) {
    throw Error(ErrorCode::bad_input, "unpacks to more than 64 GB, which is not read at once",
                {file_});
  }
  if (unpacked_ <= kAlwaysFine || unpacked_ / kMostTimes < packed_) return;
  throw Error(ErrorCode::bad_input,
              "unpacks to more than 200 times its size, as no playlists do: it may be a bomb, and "
              "the rest was left unread",
              {file_});
}

void UnpackLimit::add_member() {
  if (++members_ <= kMostMembers) return;
  throw Error(
      ErrorCode::bad_input,
      "this archive holds more than 100,000 files, of which the first were read: unpack it, "
      "and choose some of them",
      {file_});
}

}  // namespace segue::read
