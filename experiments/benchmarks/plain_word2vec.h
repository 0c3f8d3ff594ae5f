#pragma once

#include <cstdint>

#include "segue/corpus/corpus.h"
#include "segue/model/model.h"
#include "segue/train/skip_gram_options.h"

/// Skip-gram with negative sampling in word2vec's manner: one pair at a time, in file order, a
/// table for the sigmoid, a table of a hundred million entries for the negatives. The reference
/// that the benchmarks compare with, compiled twice: it is what a good compiler makes of plain
/// loops. Written for this purpose after the paper and word2vec's published behaviour.
namespace plain_o3 {
segue::Model train(const segue::Corpus& corpus, const segue::SkipGramOptions& options);
}
namespace plain_ofast {  // -Ofast -march=native
segue::Model train(const segue::Corpus& corpus, const segue::SkipGramOptions& options);
}
