#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

#include "segue/catalogue/catalogue.h"
#include "segue/catalogue/genre.h"

namespace segue {

struct SynthesisOptions {
  std::uint64_t seed = 42;
  /// How many rows to make, at least 1. If that is under six rows a song, six a song are made, so
  /// that each keeps company often enough to be learnt.
  std::size_t rows = 66'000;
};

/// What synthesize_playlists() made.
struct SynthesisReport {
  std::size_t playlists = 0;
  std::size_t rows = 0;   ///< without the header
  std::size_t songs = 0;  ///< different ones
};

/// Makes playlists out of a catalogue, as people make them: of one genre, of a genre's decade, of
/// a scene (one genre, country and time), of a decade, for an occasion, of one artist, of covers
/// beside their originals, what one person has gathered, and anything; most with some songs that do
/// not belong. The lists are nobody's: they stand in for real ones in tests and in a first trial,
/// and say nothing of what people listen to.
///
/// The form is that of the Zenodo data set (doi.org/10.5281/zenodo.2594556): the header line
/// `"user_id", "artistname", "trackname", "playlistname"`, then one quoted row for each song of
/// each playlist; a quote inside a field is doubled. A playlist's rows stand together: about half
/// of the playlists in order of lower-cased title, as in real collections, some in order of artist,
/// some pair by pair, a cover behind its original, the rest in no order. No song is twice in one
/// playlist, no two playlists have the same name in lower case, and every song is in at least three
/// of them.
///
/// The same songs, in the same order, with the same genres and options give the same bytes on every
/// machine.
///
/// `songs` is as read_catalogue() returns it. `genres` says what is close to what: a genre that it
/// does not hold has lists of its own, but is no part of another's or of an occasion's. `sink` gets
/// the bytes in order, in pieces that end with a line; each view lives until `sink` returns.
///
/// Throws Error(bad_input) if `songs` is empty, Error(bad_option) if `options.rows` is 0.
SynthesisReport synthesize_playlists(std::span<const Song> songs, std::span<const Genre> genres,
                                     const SynthesisOptions& options,
                                     const std::function<void(std::string_view)>& sink);

}  // namespace segue
