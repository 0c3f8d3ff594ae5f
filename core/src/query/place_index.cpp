#include "query/place_index.h"

#include <algorithm>
#include <numeric>

namespace segue {

PlaceIndex::PlaceIndex(const PlaylistMemory& memory, std::size_t tracks)
    : memory_(memory),
      offsets_(tracks + 1),
      places_(memory.tracks.size()),
      marks_(memory.tracks.size()) {
  for (const TrackId track : memory.tracks)
    ++offsets_[track + 1];
  std::partial_sum(offsets_.begin(), offsets_.end(), offsets_.begin());
  std::vector<std::size_t> next(offsets_.begin(), offsets_.end() - 1);
  constexpr auto kNone = static_cast<std::size_t>(-1);
  std::vector<std::size_t> last_playlist(tracks, kNone);
  for (std::size_t playlist = 0; playlist < memory.playlists(); ++playlist) {
    const std::size_t begin = memory.begin_of(playlist);
    const std::size_t end = memory.ends[playlist];
    std::uint32_t size = 0;
    for (std::size_t place = begin; place < end; ++place) {
      const TrackId track = memory.tracks[place];
      places_[next[track]++] = static_cast<std::uint32_t>(place);
      const bool is_repeat = last_playlist[track] == playlist;
      last_playlist[track] = playlist;
      if (!is_repeat) ++size;
      marks_[place] = {static_cast<std::uint8_t>(std::min(place - begin, kReach) & 3),
                       static_cast<std::uint8_t>(std::min(end - 1 - place, kReach) & 3), is_repeat};
    }
    sizes_.push_back(size);
  }
}

std::size_t PlaceIndex::playlist_of(std::uint32_t place, std::size_t from) const {
  const auto& ends = memory_.ends;
  std::size_t step = 1;
  while (from + step < ends.size() && ends[from + step - 1] <= place)
    step *= 2;
  const auto begin = ends.begin() + static_cast<std::ptrdiff_t>(from + step / 2);
  const auto end = ends.begin() + static_cast<std::ptrdiff_t>(std::min(from + step, ends.size()));
  return static_cast<std::size_t>(std::upper_bound(begin, end, place) - ends.begin());
}

}  // namespace segue
