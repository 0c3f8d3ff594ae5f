#include "segue/evaluate/held_out_query.h"

#include <unordered_set>

#include "segue/unicode/text.h"

namespace segue {
namespace {

/// Splits the names into ids and the number of those that have none.
void resolve(const std::vector<std::string>& names, const Vocabulary& vocabulary,
             std::vector<TrackId>& ids, std::size_t& unknown) {
  std::unordered_set<TrackId> seen;
  std::unordered_set<std::string> seen_unknown;
  for (const std::string& name : names) {
    if (const auto id = vocabulary.find_name(name)) {
      if (seen.insert(*id).second) ids.push_back(*id);
    } else {
      unknown += seen_unknown.insert(lower_case(name)).second;
    }
  }
}

}  // namespace

HeldOutQuery make_query(const std::vector<std::string>& known,
                        const std::vector<std::string>& held_out, const Vocabulary& vocabulary) {
  HeldOutQuery query;
  resolve(known, vocabulary, query.known, query.unknown_known);
  resolve(held_out, vocabulary, query.held_out, query.unknown_held_out);
  return query;
}

}  // namespace segue
