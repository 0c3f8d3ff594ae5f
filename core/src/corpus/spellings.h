#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "corpus/entry_batch.h"
#include "segue/corpus/corpus.h"
#include "segue/track/vocabulary.h"
#include "segue/util/interner.h"
#include "util/text_list.h"

namespace segue {

/// Looks tracks up by folded names. To fold a name costs more than all else that is done to a row,
/// so each spelling that may need it is folded once and remembered; and the spellings that became
/// one track are counted on the way.
class Spellings {
 public:
  /// The ids of a batch's tracks, as Vocabulary::intern gives them, for a vocabulary of
  /// TrackIdentity::folded, always the same one.
  void intern(const EntryBatch& batch, std::span<TrackId> ids, Vocabulary& vocabulary);

  /// What was merged so far.
  MergedSpellings merged(const Vocabulary& vocabulary) const;

 private:
  /// Some rows of a batch, in order, their names and keys.
  struct Rows {
    std::vector<std::size_t> rows;
    std::vector<TrackNames> names;
    TextList keys;

    void clear();
    void add(std::size_t row, TrackNames of_row, TrackIdentity identity);
  };

  void sort_rows(const EntryBatch& batch);
  void fold_new_rows();
  void gather_unknown();
  void note_plain(std::span<const TrackId> ids, const Vocabulary& vocabulary);

  Interner foldable_;              // exact keys of names that may fold
  std::vector<TrackId> track_of_;  // that they stand for
  std::vector<bool> only_folded_;  // by track: no name that needs no folding was it yet

  // Buffers, of one batch.
  Rows plain_rows_;                     // whose names need no folding
  Rows foldable_rows_;                  // whose names may fold
  Rows new_rows_;                       // of those the ones that were never seen, with folded keys
  std::vector<std::uint32_t> numbers_;  // of the foldable ones
  std::vector<std::size_t> unknown_;    // the plain and the new ones in order, where in their lists
  std::vector<std::string_view> unknown_keys_;
  std::vector<TrackNames> unknown_names_;
  std::vector<TrackId> found_;
  std::vector<TrackId> plain_ids_;
};

}  // namespace segue
