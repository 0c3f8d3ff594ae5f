#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "segue/track/vocabulary.h"

namespace segue {

/// A playlist that lacks some of its tracks, which a recommender is to find.
struct HeldOutQuery {
  std::vector<TrackId> known;     ///< different ones, in the order of their playlist
  std::vector<TrackId> held_out;  ///< different ones, in no order; may be known as well
  /// How many more there are that the vocabulary does not hold. Nothing can find those that are
  /// held out: they count as misses.
  std::size_t unknown_known = 0;
  std::size_t unknown_held_out = 0;
};

/// The query of tracks given by their names, "artist - title" in valid UTF-8, each as the
/// vocabulary takes it: in any case, and with all else that its identity passes over. A track that
/// comes more than once counts once, at its first place; one that is known and held out is both.
HeldOutQuery make_query(const std::vector<std::string>& known,
                        const std::vector<std::string>& held_out, const Vocabulary& vocabulary);

}  // namespace segue
