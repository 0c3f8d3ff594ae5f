#include "segue/evaluate/hold_out.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <optional>
#include <span>
#include <utility>

#include "corpus/distinct_tracks.h"
#include "segue/corpus/rare_tracks.h"
#include "segue/util/random.h"
#include "util/require_option.h"

namespace segue {
namespace {

constexpr std::size_t kFewestKept = 2;  // one track alone teaches nothing

/// A playlist in two parts, with the ids of the whole corpus.
struct Parts {
  std::vector<TrackId> known;  ///< different ones, in order of first appearance
  std::vector<TrackId> held_out;
};

std::size_t number_held_out(std::size_t tracks, const HoldOutOptions& options) {
  const std::size_t wanted =
      options.share == 0
          ? options.count
          : static_cast<std::size_t>(std::floor(static_cast<double>(tracks) * options.share + 0.5));
  return tracks >= kFewestKept && wanted <= tracks - kFewestKept ? wanted : 0;
}

Parts divide_by_chance(const std::vector<TrackId>& tracks, std::size_t held_out, Random& random) {
  std::vector<std::uint32_t> order(tracks.size());
  std::iota(order.begin(), order.end(), 0u);
  random.shuffle(std::span(order));
  std::vector<bool> is_held_out(tracks.size());
  for (std::size_t i = 0; i < held_out; ++i)
    is_held_out[order[i]] = true;
  Parts parts;
  for (std::size_t i = 0; i < tracks.size(); ++i)
    (is_held_out[i] ? parts.held_out : parts.known).push_back(tracks[i]);
  return parts;
}

/// The last of the tracks are held out.
Parts divide_by_order(const std::vector<TrackId>& tracks, std::size_t held_out) {
  const auto middle = tracks.end() - static_cast<std::ptrdiff_t>(held_out);
  return {{tracks.begin(), middle}, {middle, tracks.end()}};
}

/// The training part: each playlist of `corpus` without what was held out of it.
Corpus without(const Corpus& corpus, const std::vector<Parts>& playlists) {
  CorpusBuilder builder(PlaylistIdentity::name, 1, corpus.vocabulary.identity());
  std::vector<bool> is_held_out(corpus.vocabulary.size());
  for (std::size_t i = 0; i < playlists.size(); ++i) {
    for (const TrackId id : playlists[i].held_out)
      is_held_out[id] = true;
    const std::string name = std::to_string(i);
    for (const TrackId id : corpus.playlist(i)) {
      if (is_held_out[id]) continue;
      const TrackNames names = corpus.vocabulary.track(id);
      builder.add({"", name, names.artist, names.title});
    }
    for (const TrackId id : playlists[i].held_out)
      is_held_out[id] = false;
  }
  return std::move(builder).build();
}

/// Of each track of `from` its id in `to`.
std::vector<std::optional<TrackId>> ids_in(const Vocabulary& to, const Vocabulary& from) {
  std::vector<std::optional<TrackId>> ids(from.size());
  for (TrackId id = 0; id < from.size(); ++id)
    ids[id] = to.find(from.key(id));
  return ids;
}

HeldOutQuery make_query(const Parts& parts, const std::vector<std::optional<TrackId>>& new_ids) {
  HeldOutQuery query;
  const auto resolve = [&](const std::vector<TrackId>& from, std::vector<TrackId>& to) {
    for (const TrackId id : from) {
      if (new_ids[id]) to.push_back(*new_ids[id]);
    }
    return from.size() - to.size();
  };
  query.unknown_known = resolve(parts.known, query.known);
  query.unknown_held_out = resolve(parts.held_out, query.held_out);
  return query;
}

}  // namespace

void HoldOutOptions::validate() const {
  require_option(share >= 0 && share < 1 && (share > 0 || count >= 1),
                 last ? "hold-out-last" : "hold-out",
                 "a whole number from 1 on, or a share below 1");
  require_option(min_count >= 1, "min-count", "a whole number from 1 to 2^53");
}

HoldOut hold_out(const Corpus& corpus, const HoldOutOptions& options) {
  options.validate();
  Random random(options.seed);
  DistinctTracks distinct(corpus.vocabulary.size());
  std::vector<Parts> playlists;
  for (std::size_t i = 0; i < corpus.playlists(); ++i) {
    const std::vector<TrackId> tracks = distinct.of(corpus.playlist(i));
    const std::size_t number = number_held_out(tracks.size(), options);
    playlists.push_back(options.last ? divide_by_order(tracks, number)
                                     : divide_by_chance(tracks, number, random));
  }
  HoldOut result;
  result.training = without_rare_tracks(without(corpus, playlists), options.min_count);
  const auto new_ids = ids_in(result.training.vocabulary, corpus.vocabulary);
  for (const Parts& parts : playlists) {
    if (!parts.held_out.empty()) result.queries.push_back(make_query(parts, new_ids));
  }
  if (result.queries.empty()) {
    throw Error(ErrorCode::nothing_to_learn,
                "no playlist has so many different tracks that it could give up some and keep two: "
                "hold out less, or bring longer playlists");
  }
  return result;
}

}  // namespace segue
