#pragma once

#include <iosfwd>

#include "segue/model/model.h"

/// A model's input vectors in the forms that other tools read. Row i is the track at position
/// i + 1 throughout. Failures are the stream's: the caller looks at its state.
namespace segue {

/// word2vec's text form, as gensim's KeyedVectors.load_word2vec_format reads it.
///
/// That form ends a word at the first space, so a track's word is its key with every space and
/// control character replaced by `_` ("john_mayer_-_free_fallin'"). Where two tracks would get one
/// word, the later ones end in `_#` and their position.
void export_word2vec_text(const Model& model, std::ostream& out);

/// The same words, the numbers as little-endian float32 (binary=True in gensim).
void export_word2vec_binary(const Model& model, std::ostream& out);

/// Tab-separated vectors for the TensorFlow Embedding Projector: one row a track, no header.
void export_tsv_vectors(const Model& model, std::ostream& out);

/// What stands beside those vectors: a header line, then position, count, artist, title. Names as
/// the recipe compares them; a tab, line end or other control character in one becomes a space.
void export_tsv_tracks(const Model& model, std::ostream& out);

/// NumPy's .npy, version 1.0: float32 [tracks, dim], row-major.
void export_npy(const Model& model, std::ostream& out);

}  // namespace segue
