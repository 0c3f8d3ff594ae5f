#include "segue/query/reason.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "query/place_index.h"

namespace segue {
namespace {

constexpr std::size_t kMostBridgeEntries = 1'000'000;  // on each side

/// Numbers of the playlists that hold a track, rising.
std::vector<std::size_t> playlists_with(const PlaceIndex& index, TrackId track) {
  std::vector<std::size_t> playlists;
  std::size_t playlist = 0;
  for (const std::uint32_t place : index.places(track)) {
    if (index.is_repeat(place)) continue;
    playlist = index.playlist_of(place, playlist);
    playlists.push_back(playlist);
  }
  return playlists;
}

std::size_t count_shared(const PlaceIndex& index, TrackId a, TrackId b) {
  const std::vector<std::size_t> first = playlists_with(index, a);
  const std::vector<std::size_t> second = playlists_with(index, b);
  std::vector<std::size_t> both;
  std::set_intersection(first.begin(), first.end(), second.begin(), second.end(),
                        std::back_inserter(both));
  return both.size();
}

double cosine_of(std::size_t both, std::size_t a, std::size_t b) {
  return static_cast<double>(both) / std::sqrt(static_cast<double>(a) * static_cast<double>(b));
}

/// A track beside another one, in so many of the playlists that were looked at.
struct Companion {
  TrackId track;
  std::uint32_t playlists;
};

/// What stands in a track's shortest playlists, itself with the others: in so many as have
/// `most_entries`, but one at least.
std::vector<Companion> companions_of(const PlaceIndex& index, TrackId track,
                                     std::size_t most_entries) {
  const PlaylistMemory& memory = index.memory();
  std::vector<std::size_t> playlists = playlists_with(index, track);
  const auto entries = [&](std::size_t playlist) { return memory.playlist(playlist).size(); };
  std::stable_sort(playlists.begin(), playlists.end(),
                   [&](std::size_t a, std::size_t b) { return entries(a) < entries(b); });
  std::vector<std::uint32_t> counts(index.tracks());
  std::vector<TrackId> reached;
  std::size_t looked_at = 0;
  for (const std::size_t playlist : playlists) {
    if (looked_at != 0 && looked_at + entries(playlist) > most_entries) break;
    looked_at += entries(playlist);
    for (std::size_t place = memory.begin_of(playlist); place < memory.ends[playlist]; ++place) {
      const TrackId other = memory.tracks[place];
      if (!index.is_repeat(place) && counts[other]++ == 0) reached.push_back(other);
    }
  }
  std::vector<Companion> companions;
  for (const TrackId other : reached)
    companions.push_back({other, counts[other]});
  return companions;
}

/// The known tracks of a query, and where they stand.
class KnownTracks {
 public:
  /// All must outlive it.
  KnownTracks(const PlaceIndex& index, std::span<const std::size_t> standings,
              std::span<const TrackId> known)
      : index_(index), standings_(standings) {
    for (const TrackId track : known) {
      if (!numbers_.emplace(track, known_.size()).second) continue;
      for (const std::size_t playlist : playlists_with(index, track))
        holdings_.push_back({playlist, known_.size()});
      known_.push_back(track);
    }
    std::sort(holdings_.begin(), holdings_.end());
  }

  Reason reason_of(TrackId answer, std::size_t most_playlists) {
    Reason reason;
    std::vector<Tie> ties(known_.size());
    for (std::size_t number = 0; number < known_.size(); ++number)
      ties[number].known = known_[number];
    count_playlists(answer, ties, reason.best);
    reason.playlists = reason.best.size();
    keep_best(most_playlists, reason.best);
    count_steps(answer, ties);
    reason.ties = closest_first(answer, std::move(ties));
    if (reason.playlists == 0) reason.bridge = find_bridge(answer);
    return reason;
  }

 private:
  /// That this playlist holds this known track.
  using Holding = std::pair<std::size_t, std::size_t>;

  /// How close a track stands to the known one that is closest to it.
  struct Reach {
    double cosine = 0;
    TrackId known = 0;
  };

  /// Fills in the playlists that the ties share, and gives all of them.
  void count_playlists(TrackId answer, std::vector<Tie>& ties,
                       std::vector<SharedPlaylist>& shared) const {
    const std::vector<std::string>& names = index_.memory().names;
    auto holding = holdings_.begin();
    for (const std::size_t playlist : playlists_with(index_, answer)) {
      holding = std::lower_bound(holding, holdings_.end(), Holding{playlist, 0});
      std::size_t held = 0;
      for (; holding != holdings_.end() && holding->first == playlist; ++holding) {
        Tie& tie = ties[holding->second];
        if (tie.known == answer) continue;
        ++tie.playlists;
        ++held;
      }
      if (held == 0) continue;
      const std::string_view name = names.empty() ? std::string_view() : names[playlist];
      shared.push_back({playlist, name, held, index_.size_of(playlist)});
    }
  }

  static void keep_best(std::size_t most, std::vector<SharedPlaylist>& shared) {
    const auto end = shared.begin() + static_cast<std::ptrdiff_t>(std::min(most, shared.size()));
    std::partial_sort(
        shared.begin(), end, shared.end(), [](const SharedPlaylist& a, const SharedPlaylist& b) {
          return std::tie(b.known, a.tracks, a.playlist) < std::tie(a.known, b.tracks, b.playlist);
        });
    shared.erase(end, shared.end());
  }

  /// Fills in where the answer stands near known tracks.
  void count_steps(TrackId answer, std::vector<Tie>& ties) const {
    const PlaylistMemory& memory = index_.memory();
    constexpr auto kNone = static_cast<std::size_t>(-1);
    std::vector<std::size_t> last_near(ties.size(), kNone), last_after(ties.size(), kNone);
    const auto count_once = [](std::size_t playlist, std::size_t& last, std::size_t& count) {
      if (std::exchange(last, playlist) != playlist) ++count;
    };
    std::size_t playlist = 0;
    for (const std::uint32_t place : index_.places(answer)) {
      playlist = index_.playlist_of(place, playlist);
      for (std::size_t other = place - index_.before(place); other <= place + index_.after(place);
           ++other) {
        const auto found = numbers_.find(memory.tracks[other]);
        if (found == numbers_.end() || found->first == answer) continue;
        const std::size_t number = found->second;
        count_once(playlist, last_near[number], ties[number].near);
        if (other + 1 == place) count_once(playlist, last_after[number], ties[number].right_after);
      }
    }
  }

  std::vector<Tie> closest_first(TrackId answer, std::vector<Tie> ties) const {
    std::erase_if(ties, [](const Tie& tie) { return tie.playlists == 0; });
    for (Tie& tie : ties)
      tie.cosine = cosine_of(tie.playlists, standings_[tie.known], standings_[answer]);
    std::stable_sort(ties.begin(), ties.end(),
                     [](const Tie& a, const Tie& b) { return a.cosine > b.cosine; });
    return ties;
  }

  /// Of an answer that shares no playlist with the known tracks: so what is found stands in between
  /// and is neither.
  std::optional<Bridge> find_bridge(TrackId answer) {
    if (known_.empty() || numbers_.contains(answer)) return std::nullopt;
    if (reaches_.empty()) reach_out();
    std::optional<TrackId> best;
    double best_cosine = 0;
    for (const auto& [track, playlists] : companions_of(index_, answer, kMostBridgeEntries)) {
      const double cosine =
          reaches_[track].cosine * cosine_of(playlists, standings_[track], standings_[answer]);
      if (cosine < best_cosine || cosine == 0) continue;
      if (cosine == best_cosine && track > *best) continue;
      best = track;
      best_cosine = cosine;
    }
    if (!best) return std::nullopt;
    return bridge_over(*best, reaches_[*best].known, answer);
  }

  void reach_out() {
    reaches_.resize(index_.tracks());
    for (const TrackId known : known_) {
      for (const auto& [track, playlists] :
           companions_of(index_, known, kMostBridgeEntries / known_.size())) {
        const double cosine = cosine_of(playlists, standings_[track], standings_[known]);
        if (cosine > reaches_[track].cosine) reaches_[track] = {cosine, known};
      }
    }
  }

  Bridge bridge_over(TrackId track, TrackId known, TrackId answer) const {
    const std::size_t with_known = count_shared(index_, track, known);
    const std::size_t with_answer = count_shared(index_, track, answer);
    const double cosine = cosine_of(with_known, standings_[track], standings_[known]) *
                          cosine_of(with_answer, standings_[track], standings_[answer]);
    return {track, known, with_known, with_answer, cosine};
  }

  const PlaceIndex& index_;
  std::span<const std::size_t> standings_;
  std::vector<TrackId> known_;                        // different ones
  std::unordered_map<TrackId, std::size_t> numbers_;  // in known_
  std::vector<Holding> holdings_;                     // rising
  std::vector<Reach> reaches_;                        // of each track, once they are needed
};

}  // namespace

Reasons::Reasons(const PlaylistMemory& memory, std::size_t tracks)
    : index_(std::make_unique<PlaceIndex>(memory, tracks)), standings_(tracks) {
  for (std::size_t place = 0; place < memory.tracks.size(); ++place) {
    if (!index_->is_repeat(place)) ++standings_[memory.tracks[place]];
  }
}

Reasons::~Reasons() = default;
Reasons::Reasons(Reasons&&) noexcept = default;
Reasons& Reasons::operator=(Reasons&&) noexcept = default;

std::vector<Reason> Reasons::of(std::span<const TrackId> known, std::span<const TrackId> answers,
                                std::size_t most_playlists) const {
  KnownTracks known_tracks(*index_, standings_, known);
  std::vector<Reason> reasons;
  for (const TrackId answer : answers) {
    assert(answer < standings_.size());
    reasons.push_back(known_tracks.reason_of(answer, most_playlists));
  }
  return reasons;
}

}  // namespace segue
