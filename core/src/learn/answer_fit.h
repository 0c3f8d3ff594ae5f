#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "learn/listwise_fit.h"
#include "query/answer_parts.h"
#include "query/cosines.h"
#include "segue/evaluate/validation.h"
#include "segue/model/answer_weights.h"
#include "segue/model/model.h"
#include "segue/model/playlist_memory.h"

namespace segue {

/// A list of what is like one track.
struct ComparedList {
  RankedList list;
  PartScores deviations = {};  ///< of the similarities by each part, over all tracks but that one
};

/// Weighs the parts of answers by the tracks that were hidden from a training: each playlist asks
/// for its own, and as if the memory did not hold it. For `gap` it asks with all its other tracks,
/// for `next` with those before, for `similar` with one of the others.
///
/// Not all tracks are ranked, but those that any part ranks high, and a sample of the others that
/// stands for them.
class AnswerFit {
 public:
  /// The tables of the model, the memory and the tracks must outlive it. `threads` is 1 or more;
  /// the result does not depend on it.
  AnswerFit(const TableView& input, const TableView& output, const Vocabulary& vocabulary,
            const PlaylistMemory& memory, std::span<const HiddenTrack> hidden,
            unsigned threads = 1);

  /// Asks for the next `count` hidden tracks, or all that are left.
  void ask(std::size_t count);

  bool is_over() const { return asked_ == hidden_.size(); }

  /// By what was asked so far. Of nothing, what holds on most sets.
  Answers fit() const;

 private:
  AnswerParts parts_;
  Cosines cosines_;
  const PlaylistMemory& memory_;
  std::span<const HiddenTrack> hidden_;
  unsigned threads_;
  std::size_t asked_ = 0;
  std::vector<RankedList> next_;
  std::vector<RankedList> gap_;
  std::vector<ComparedList> similar_;
};

/// What holds on most sets, for who has no time to ask.
Answers usual_answers();

}  // namespace segue
