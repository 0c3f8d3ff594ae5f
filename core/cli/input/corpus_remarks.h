#pragma once

#include <string>

#include "segue/corpus/corpus.h"
#include "segue/corpus/readiness.h"

namespace segue::cli {

/// "  21 of 40 playlists stand in order of title ..." and what that means, in lines that begin with
/// two spaces; empty where no playlist stands in order.
std::string order_remark(const Corpus& corpus);

/// "  enough to learn from: ..." or what to do where there is little, in such lines.
std::string readiness_remark(const Judgement& judgement);

}  // namespace segue::cli
