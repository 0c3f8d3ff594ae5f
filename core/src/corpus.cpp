#include "segue/corpus.h"

#include <algorithm>
#include <utility>

#include "segue/text.h"

namespace segue {
namespace {

/// How often each track occurs, and all tracks in order of first appearance.
struct Census {
  std::vector<std::uint64_t> counts;
  std::vector<TrackId> order;
};

Census take_census(const std::vector<std::vector<TrackId>>& playlists, std::size_t tracks) {
  Census census{std::vector<std::uint64_t>(tracks), {}};
  census.order.reserve(tracks);
  for (const auto& playlist : playlists) {
    for (const TrackId id : playlist) {
      if (census.counts[id]++ == 0) census.order.push_back(id);
    }
  }
  return census;
}

}  // namespace

void CorpusBuilder::add(const PlaylistEntry& entry) {
  playlist_named(entry.playlist).push_back(provisional_id(entry.artist, entry.title));
}

std::vector<TrackId>& CorpusBuilder::playlist_named(std::string_view name) {
  if (playlists_.empty() || name != last_name_) {
    const auto [playlist, is_new] = playlist_names_.intern(lower_case(name));
    if (is_new) playlists_.emplace_back();
    last_name_ = name;
    last_playlist_ = playlist;
  }
  return playlists_[last_playlist_];
}

TrackId CorpusBuilder::provisional_id(std::string_view artist, std::string_view title) {
  // The artist's length keeps apart names that only meet when joined.
  spelling_.assign(std::to_string(artist.size())).append(1, ' ').append(artist).append(title);
  const auto [spelling, is_new_spelling] = spellings_.intern(spelling_);
  if (is_new_spelling) {
    const auto [id, is_new] = keys_.intern(track_key(normalise(artist, title)));
    if (is_new) tracks_.push_back({std::string(artist), std::string(title)});
    id_of_spelling_.push_back(id);
  }
  return id_of_spelling_[spelling];
}

Corpus CorpusBuilder::build() && {
  Census census = take_census(playlists_, tracks_.size());
  std::stable_sort(census.order.begin(), census.order.end(),
                   [&](TrackId a, TrackId b) { return census.counts[a] > census.counts[b]; });
  Corpus corpus;
  std::vector<TrackId> final_id(tracks_.size());
  for (const TrackId id : census.order) {
    final_id[id] = corpus.vocabulary.add(std::move(tracks_[id]), census.counts[id]);
  }
  for (const auto& playlist : playlists_) {
    for (const TrackId id : playlist)
      corpus.tokens.push_back(final_id[id]);
    corpus.offsets.push_back(corpus.tokens.size());
  }
  return corpus;
}

}  // namespace segue
