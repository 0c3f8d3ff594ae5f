#pragma once

#include <cstddef>
#include <string>

#include "segue/track/track_identity.h"

namespace segue {

/// Appends track_key(normalise(names.artist, names.title, identity)).
void append_key(std::string& text, TrackNames names, TrackIdentity identity);

/// Whether a folded key may be another than the exact one. Quick, and true too often: for one name
/// in five or so.
bool may_fold(TrackNames names);

/// The same for names that lie one behind the other, with a byte before them and kFoldPadding bytes
/// behind them that may be read and are neither a space nor a letter: for every row that is read.
bool may_fold_padded(TrackNames names);

constexpr std::size_t kFoldPadding = 17;

}  // namespace segue
