#pragma once

#include <string>
#include <vector>

#include "segue/evaluate/held_out_query.h"

namespace segue::cli {

/// Reads a file of queries, JSON Lines: {"known": ["artist - title", ...], "held_out": [...]}, in
/// any case; other members are passed over, blank lines too. "-" is standard input. The ids are
/// those of `vocabulary`.
///
/// Throws Error(io), and Error(bad_input) with the line for what is not of this form, for a query
/// without held-out tracks, and for a file without queries.
std::vector<HeldOutQuery> read_queries(const std::string& file, const Vocabulary& vocabulary);

}  // namespace segue::cli
