#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

namespace segue {

/// The shape of a made-up data set; the defaults are the size of the whole Zenodo data set.
struct RandomPlaylistsOptions {
  std::uint64_t tracks = 2'000'000;  ///< how many there are to draw from; 1 .. 16,777,216
  std::uint64_t rows = 12'900'000;   ///< at least 1
  std::uint64_t seed = 42;
};

/// Makes a large file to measure with, in the form that PlaylistReader reads: names of nonsense
/// syllables, popularity after Zipf (the n-th track is drawn in proportion to 1 / (n + 10)),
/// playlists of log-normal length (median 20, mean about 41), 15,900 users. There is nothing to
/// learn from it. A playlist's rows, and a user's playlists, stand together.
///
/// The same options give the same bytes on every machine. `sink` gets them in order, in pieces that
/// end with a line; each view lives until `sink` returns. Memory is bounded by the tracks. Throws
/// Error(bad_option) for options out of range.
void write_random_playlists(const RandomPlaylistsOptions& options,
                            const std::function<void(std::string_view)>& sink);

}  // namespace segue
