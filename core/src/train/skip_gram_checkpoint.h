#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "segue/train/progress.h"
#include "segue/train/skip_gram_options.h"
#include "train/row_table.h"

namespace segue {

/// How far a training has come between two segments: with the tables, all that it needs to go on.
struct SkipGramPosition {
  Progress progress;
  std::size_t next_segment = 0;  ///< in the epoch's order
  double epoch_loss = 0;         ///< summed over the epoch's pairs so far
  double epoch_pairs = 0;        ///< their number: a negative may stand for part of a pair
};

/// Hands a checkpoint's bytes to `sink`. `corpus` is the fingerprint of what is trained on.
void write_checkpoint(const SkipGramOptions& options, std::uint64_t corpus,
                      const SkipGramPosition& position, const RowTable& input,
                      const RowTable& output, const std::function<void(std::string_view)>& sink);

/// Fills the tables, which have the right shape, and gives the position. Throws Error(bad_input)
/// where `bytes` is not a whole checkpoint of these options and this corpus; see SkipGramTrainer.
SkipGramPosition read_checkpoint(std::string_view bytes, const std::string& file,
                                 const SkipGramOptions& options, std::uint64_t corpus,
                                 RowTable& input, RowTable& output);

}  // namespace segue
