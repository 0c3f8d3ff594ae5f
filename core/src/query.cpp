#include "segue/query.h"

#include <string_view>
#include <unordered_set>

namespace segue {
namespace {

/// Splits the keys into ids and the number of those that have none.
void resolve(const std::vector<std::string>& keys, const Vocabulary& vocabulary,
             std::vector<TrackId>& ids, std::size_t& unknown) {
  std::unordered_set<std::string_view> seen;
  for (const std::string& key : keys) {
    if (!seen.insert(key).second) continue;
    if (const auto id = vocabulary.find(key)) {
      ids.push_back(*id);
    } else {
      ++unknown;
    }
  }
}

}  // namespace

Query make_query(const std::vector<std::string>& known, const std::vector<std::string>& held_out,
                 const Vocabulary& vocabulary) {
  Query query;
  resolve(known, vocabulary, query.known, query.unknown_known);
  resolve(held_out, vocabulary, query.held_out, query.unknown_held_out);
  return query;
}

}  // namespace segue
