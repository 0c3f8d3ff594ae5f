#pragma once

#include <string>

#include "segue/track/vocabulary.h"
#include "segue/unicode/text.h"

namespace segue {

/// What makes two tracks' artists one: their name in any spelling of upper and lower case.
inline std::string artist_key(const Vocabulary& vocabulary, TrackId id) {
  return lower_case(vocabulary.track(id).artist);
}

}  // namespace segue
