#pragma once

#include <span>
#include <vector>

#include "segue/evaluate/held_out_query.h"
#include "segue/model/track_facts.h"
#include "segue/track/vocabulary.h"

namespace segue {

/// What a listener would call alike, as queries: each knows one track, and its held-out tracks are
/// all those that are like it in one respect.
struct SimilarityQueries {
  std::vector<HeldOutQuery> artist;  ///< all others by its artist, where there are any
  std::vector<HeldOutQuery> genre;   ///< all others of its genre, where that is known
  std::vector<HeldOutQuery>
      playlist;  ///< the rest of a playlist that did not tell of it in training
};

/// Asks about the held-out tracks of `queries` that the vocabulary knows, one at a time: about all,
/// or of more than 5,000 about so many, evenly spaced. `facts` are those of the vocabulary's
/// tracks, or empty. Artists are compared in lower case.
SimilarityQueries similarity_queries(std::span<const HeldOutQuery> queries,
                                     const Vocabulary& vocabulary,
                                     std::span<const TrackFacts> facts);

}  // namespace segue
