#include "corpus/repeats.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <unordered_map>
#include <utility>

#include "corpus/playlist_key.h"
#include "util/hash.h"

namespace segue {
namespace {

// Spotify's older form tells the minute in which a play ended, the newer one the second. Two plays
// of one track end at least thirty seconds apart, and each play is taken for one other at most.
constexpr std::uint32_t kApart = 60;
constexpr std::size_t kMostPlays = std::size_t{1} << 23;

using Hashes = std::unordered_map<std::uint32_t, std::uint64_t>;

/// Of each playlist that these runs of `file` are of, by its number: a hash of its name, of whose
/// it is where the file tells that, and of its tracks in order. (Two of 64 bits that only look
/// alike are one chance in millions for as many playlists as the Million Playlist Dataset has.)
Hashes hash_playlists(const Rows& rows, std::pair<std::size_t, std::size_t> runs,
                      std::string_view file, const Interner& playlists) {
  Hashes hashes;
  for (std::size_t run = runs.first; run < runs.second; ++run) {
    const std::uint32_t playlist = rows.runs[run].playlist;
    const auto [hash, is_new] = hashes.try_emplace(playlist);
    if (is_new) {
      const PlaylistKeyParts key = parts_of_key(playlists.text(playlist));
      hash->second = hash_text(key.name);
      if (key.user != file) hash->second = mix(hash->second, hash_text(key.user));
    }
    for (const TrackId track : rows.run(run))
      hash->second = mix(hash->second, track);
  }
  return hashes;
}

}  // namespace

void Repeats::begin_file(std::string_view name, const Rows& rows) {
  before_ = std::exchange(file_, std::string(name));
  ++files_;
  first_row_ = rows.tracks.size();
  first_run_ = rows.runs.size();
  file_plays_.clear();
}

void Repeats::add_play(TrackId track, std::int64_t ended, std::size_t row) {
  if (file_plays_.size() == kMostPlays) return;
  constexpr std::int64_t kMost = std::numeric_limits<std::uint32_t>::max();
  const auto time = static_cast<std::uint32_t>(std::clamp<std::int64_t>(ended, 0, kMost));
  file_plays_.push_back({{track, time}, row});
}

Repeats::Found Repeats::end_file(Rows& rows, const Interner& playlists) {
  is_repeated_.assign(files_ > 1 ? rows.tracks.size() - first_row_ : 0, false);
  Found found;
  found.plays = mark_plays();
  if (finds_playlists_ && files_ > 1) found.playlists = mark_playlists(rows, playlists);
  if (found.plays + found.playlists != 0) take_out_marked(rows);
  hashed_runs_ = files_ > 1 ? rows.runs.size() : 0;
  return found;
}

/// Marks the plays that are known, and keeps the others to know them.
std::size_t Repeats::mark_plays() {
  if (file_plays_.empty()) return 0;
  std::vector<Play> fresh;
  std::size_t repeated = 0;
  if (!plays_.empty()) {
    if (!std::is_sorted(plays_.begin(), plays_.end())) std::sort(plays_.begin(), plays_.end());
    std::sort(file_plays_.begin(), file_plays_.end(),
              [](const Play& a, const Play& b) { return a < b; });
  }
  auto known = plays_.cbegin();
  for (const PlayOfFile& play : file_plays_) {
    const auto is_before = [&](const Play& other) {
      return other.track != play.track ? other.track < play.track
                                       : other.ended + std::uint64_t{kApart} <= play.ended;
    };
    while (known != plays_.cend() && is_before(*known))
      ++known;
    const bool is_known = known != plays_.cend() && known->track == play.track &&
                          known->ended < play.ended + std::uint64_t{kApart};
    if (is_known) {
      is_repeated_[play.row - first_row_] = true;
      ++repeated;
      ++known;
    } else {
      fresh.push_back(play);
    }
  }
  const auto size = static_cast<std::ptrdiff_t>(plays_.size());
  fresh.resize(std::min(fresh.size(), kMostPlays - plays_.size()));
  plays_.insert(plays_.end(), fresh.begin(), fresh.end());
  if (size != 0) std::inplace_merge(plays_.begin(), plays_.begin() + size, plays_.end());
  return repeated;
}

/// Marks the rows of playlists that are known, and keeps the others to know them.
std::size_t Repeats::mark_playlists(const Rows& rows, const Interner& playlists) {
  if (hashed_runs_ < first_run_) {
    const Hashes earlier = hash_playlists(rows, {hashed_runs_, first_run_}, before_, playlists);
    for (const auto& [playlist, hash] : earlier)
      playlists_.insert(hash);
  }
  const Hashes hashes = hash_playlists(rows, {first_run_, rows.runs.size()}, file_, playlists);
  std::size_t repeated = 0;
  for (const auto& [playlist, hash] : hashes)
    repeated += playlists_.count(hash);
  for (std::size_t run = first_run_; repeated != 0 && run < rows.runs.size(); ++run) {
    if (playlists_.count(hashes.at(rows.runs[run].playlist)) == 0) continue;
    const std::size_t begin = rows.runs[run].begin - first_row_;
    std::fill_n(is_repeated_.begin() + static_cast<std::ptrdiff_t>(begin), rows.run(run).size(),
                true);
  }
  for (const auto& [playlist, hash] : hashes)
    playlists_.insert(hash);
  return repeated;
}

/// Takes the marked rows out, and what has no rows left.
void Repeats::take_out_marked(Rows& rows) const {
  std::size_t row = first_row_;
  std::size_t run = first_run_;
  for (std::size_t i = first_run_; i < rows.runs.size(); ++i) {
    const Run whole = rows.runs[i];
    const std::size_t end = whole.begin + rows.run(i).size();
    const std::size_t begin = row;
    for (std::size_t at = whole.begin; at < end; ++at) {
      if (!is_repeated_[at - first_row_]) rows.tracks[row++] = rows.tracks[at];
    }
    if (row != begin) rows.runs[run++] = {whole.playlist, begin};
  }
  rows.tracks.resize(row);
  rows.runs.resize(run);
}

}  // namespace segue
