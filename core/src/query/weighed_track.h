#pragma once

#include "segue/track/vocabulary.h"

namespace segue {

/// A track that is asked about, and how much it counts; below 0 for "not like this".
struct WeighedTrack {
  TrackId track = 0;
  float weight = 0;
};

}  // namespace segue
