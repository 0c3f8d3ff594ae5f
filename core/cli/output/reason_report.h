#pragma once

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <span>
#include <string>
#include <vector>

#include "segue/model/model.h"
#include "segue/query/reason.h"

namespace segue::cli {

/// --why, which prints the reasons below each answer.
void add_why(CLI::App& command, bool& why);

/// The tracks of suggestions or neighbours, in their order.
template <class Answer>
std::vector<TrackId> ids_of(const std::vector<Answer>& answers) {
  std::vector<TrackId> ids;
  for (const Answer& answer : answers)
    ids.push_back(answer.id);
  return ids;
}

/// What --why says of each of `answers`. Throws Error(bad_option) where the model carries no
/// playlists that could say it.
std::vector<Reason> find_reasons(const Model& model, std::span<const TrackId> known,
                                 std::span<const TrackId> answers);

/// One or two lines for a person, each indented below the answer's own. `known` is how many known
/// tracks were asked about.
std::string reason_lines(const Vocabulary& vocabulary, const Reason& reason, std::size_t known);

/// All of it: {"playlists": 2, "best": [...], "known": [...], "between": {...} or null}.
boost::json::object reason_json(const Vocabulary& vocabulary, const Reason& reason);

}  // namespace segue::cli
