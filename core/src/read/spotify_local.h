#pragma once

#include <string_view>

#include "segue/track/vocabulary.h"

namespace segue::read {

/// The names in "spotify:local:Artist:Album:Title:217", the address that Spotify gives to a file of
/// the listener's own; empty where they are not there.
Track local_track(std::string_view uri);

}  // namespace segue::read
