#include "segue/evaluate/similarity_queries.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>

#include "track/artist_key.h"

namespace segue {
namespace {

constexpr std::size_t kMostQuestions = 5000;

/// A held-out track, and the query that holds it out.
struct Question {
  TrackId track = 0;
  const HeldOutQuery* query = nullptr;
};

std::vector<Question> choose_questions(std::span<const HeldOutQuery> queries) {
  std::vector<Question> all;
  for (const HeldOutQuery& query : queries) {
    for (const TrackId id : query.held_out)
      all.push_back({id, &query});
  }
  if (all.size() <= kMostQuestions) return all;
  std::vector<Question> some;
  for (std::size_t i = 0; i < kMostQuestions; ++i)
    some.push_back(all[i * all.size() / kMostQuestions]);
  return some;
}

/// The tracks of each group that has a name.
class Groups {
 public:
  void add(const std::string& name, TrackId id) {
    if (!name.empty()) members_[name].push_back(id);
  }

  /// All of the group but `id` itself.
  std::vector<TrackId> others(const std::string& name, TrackId id) const {
    const auto found = members_.find(name);
    if (found == members_.end()) return {};
    std::vector<TrackId> others = found->second;
    others.erase(std::remove(others.begin(), others.end(), id), others.end());
    return others;
  }

 private:
  std::unordered_map<std::string, std::vector<TrackId>> members_;
};

void ask_where_any(TrackId track, std::vector<TrackId> alike, std::vector<HeldOutQuery>& queries) {
  if (!alike.empty()) queries.push_back({{track}, std::move(alike)});
}

std::vector<TrackId> rest_of_playlist(const Question& question) {
  std::vector<TrackId> rest = question.query->known;
  rest.insert(rest.end(), question.query->held_out.begin(), question.query->held_out.end());
  std::sort(rest.begin(), rest.end());  // a track may be known and held out
  rest.erase(std::unique(rest.begin(), rest.end()), rest.end());
  rest.erase(std::remove(rest.begin(), rest.end(), question.track), rest.end());
  return rest;
}

}  // namespace

SimilarityQueries similarity_queries(std::span<const HeldOutQuery> queries,
                                     const Vocabulary& vocabulary,
                                     std::span<const TrackFacts> facts) {
  Groups artists;
  Groups genres;
  for (TrackId id = 0; id < vocabulary.size(); ++id)
    artists.add(artist_key(vocabulary, id), id);
  for (TrackId id = 0; id < facts.size(); ++id)
    genres.add(facts[id].genre, id);
  SimilarityQueries result;
  for (const Question& question : choose_questions(queries)) {
    const TrackId id = question.track;
    ask_where_any(id, artists.others(artist_key(vocabulary, id), id), result.artist);
    if (!facts.empty()) ask_where_any(id, genres.others(facts[id].genre, id), result.genre);
    ask_where_any(id, rest_of_playlist(question), result.playlist);
  }
  return result;
}

}  // namespace segue
