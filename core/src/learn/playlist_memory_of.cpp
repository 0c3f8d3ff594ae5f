#include "segue/learn/playlist_memory_of.h"

#include <cstddef>
#include <cstdint>
#include <string>

#include "segue/util/error.h"

namespace segue {
namespace {

constexpr std::uint64_t kTooMany = std::uint64_t{1} << 31;

void require_room(const Corpus& corpus) {
  std::uint64_t name_bytes = 0;
  for (const std::string& name : corpus.names)
    name_bytes += name.size();
  if (corpus.offsets.back() < kTooMany && name_bytes < kTooMany) return;
  throw Error(ErrorCode::bad_option,
              "a model can carry playlists of 2,147,483,647 entries at most, and as many bytes of "
              "names, and these are more: leave them out of it with --memory no");
}

}  // namespace

PlaylistMemory playlist_memory_of(const Corpus& corpus) {
  require_room(corpus);
  PlaylistMemory memory;
  memory.tracks = corpus.tokens;
  for (std::size_t playlist = 0; playlist < corpus.playlists(); ++playlist) {
    if (corpus.playlist(playlist).empty()) continue;
    memory.ends.push_back(static_cast<std::uint32_t>(corpus.offsets[playlist + 1]));
    if (!corpus.names.empty()) memory.names.push_back(corpus.names[playlist]);
  }
  return memory;
}

}  // namespace segue
