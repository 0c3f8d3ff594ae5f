#pragma once

#include "segue/corpus/corpus.h"
#include "segue/model/playlist_memory.h"

namespace segue {

/// The playlists of a corpus as a model of its vocabulary carries them: in its order, with their
/// names where it has them, without those that no track is left of.
///
/// Throws Error(bad_option) where they hold 2^31 entries or more, or their names so many bytes: no
/// model file has room for them.
PlaylistMemory playlist_memory_of(const Corpus& corpus);

}  // namespace segue
