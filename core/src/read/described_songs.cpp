#include "read/described_songs.h"

#include <algorithm>
#include <utility>

#include "read/song_line.h"
#include "read/song_path.h"
#include "segue/unicode/text.h"
#include "track/find_dash.h"

namespace segue::read {
namespace {

constexpr std::size_t kMostWaiting = 10'000;

/// Whether two names are one but for case, accents and what file systems do not allow.
bool is_same(std::string_view one, std::string_view other) {
  if (one.empty() || other.empty()) return false;
  return search_words(repair_utf8(one)) == search_words(repair_utf8(other));
}

bool is_artist(std::string_view name, const SongPath& path) {
  return is_same(name, path.folder_artist) ||
         std::any_of(path.folders.begin(), path.folders.end(),
                     [&](const std::string& folder) { return is_same(name, folder); });
}

enum class Order { open, straight, reversed, title_only };

/// Which is whose name, as the path tells.
Order order_of(TrackNames names, const SongPath& path, bool is_stem) {
  if (is_artist(names.artist, path)) return Order::straight;
  if (is_artist(names.title, path)) return Order::reversed;
  if (is_stem) return Order::open;  // which repeats what is to be told
  if (is_same(names.artist, path.artist) || is_same(names.title, path.title))
    return Order::straight;
  return is_same(names.artist, path.title) ? Order::reversed : Order::open;
}

/// "Artist - Title" at the last of its dashes.
TrackNames split_at_last_dash(std::string_view text) {
  TrackNames names;
  for (auto dash = find_dash(text, 0); dash; dash = find_dash(text, dash->end)) {
    if (dash->is_spaced)
      names = {trimmed(text.substr(0, dash->begin)), trimmed(text.substr(dash->end))};
  }
  return names;
}

/// A song's names, and what told which is which.
struct Names {
  Track names;
  Order order = Order::open;
  Track reversed;  // these two where nothing told
  Track title_only;
};

Track copy_of(TrackNames names) {
  return {std::string(names.artist), std::string(names.title)};
}

Names split_title(std::string_view title, const SongPath& path) {
  const TrackNames first = split_song(title);
  if (first.title.empty()) {
    const bool is_told = !path.folder_artist.empty();
    return {{path.artist, std::string(title)}, is_told ? Order::title_only : Order::open, {}, {}};
  }
  const bool is_stem = is_same(title, path.stem);
  const TrackNames last = split_at_last_dash(title);
  const TrackNames reversed{last.title, last.artist};
  Order order = order_of(first, path, is_stem);
  if (order == Order::open && order_of(last, path, is_stem) == Order::reversed)
    order = Order::reversed;
  if (order != Order::open)
    return {copy_of(order == Order::reversed ? reversed : first), order, {}, {}};
  Names names{copy_of(first), order, copy_of(reversed), {}};
  if (!path.folder_artist.empty()) names.title_only = {path.folder_artist, std::string(title)};
  return names;
}

Names split_names(const DescribedSong& song) {
  const std::string_view artist = trimmed(song.artist);
  const std::string_view title = trimmed(song.title);
  if (!artist.empty() && !title.empty()) {
    const TrackNames parts = split_at_dash(title);
    return {copy_of({artist, is_same(parts.artist, artist) ? parts.title : title}),
            Order::open,
            {},
            {}};
  }
  SongPath path = read_song_path(song.location);
  // Some players put the file's name where a title should be.
  if (is_sound_path(title)) {
    SongPath file = read_song_path(title);
    path.title = std::move(file.title);
    if (!file.artist.empty()) path.artist = std::move(file.artist);
  } else if (!title.empty()) {
    return split_title(title, path);
  }
  return {{artist.empty() ? path.artist : std::string(artist), path.title}, Order::open, {}, {}};
}

}  // namespace

Track names_in(const DescribedSong& song) {
  return split_names(song).names;
}

bool is_radio(const DescribedSong& song) {
  if (!is_link(song.location)) return false;
  if (is_station(song.location)) return true;
  const bool is_named = !trimmed(song.artist).empty() || is_song(song.title);
  return !is_named && !is_sound_path(song.location);
}

void DescribedSongs::begin_playlist() {
  finish();
  ++playlist_;
  name_.clear();
}

void DescribedSongs::name(std::string_view text) {
  if (name_.empty()) name_ = trimmed(text);
}

void DescribedSongs::add(const DescribedSong& song, const Place& place) {
  Names names = split_names(song);
  if (names.order == Order::straight) ++straight_;
  if (names.order == Order::reversed) ++reversed_;
  if (names.order == Order::title_only) ++title_only_;
  if (!names.reversed.artist.empty()) ++open_;
  hold({place, std::move(names.names), std::move(names.reversed), std::move(names.title_only)});
}

void DescribedSongs::hold(Row row) {
  const bool is_complete = !name_.empty() && row.reversed.artist.empty();
  if (waiting_.empty() && is_complete) return hand_over(row);
  waiting_.push_back(std::move(row));
  if (waiting_.size() == kMostWaiting) finish();
}

const Track& DescribedSongs::likely_names(const Row& row) const {
  if (!row.title_only.artist.empty() && title_only_ > straight_ + reversed_ + open_)
    return row.title_only;
  return !row.reversed.artist.empty() && reversed_ > straight_ ? row.reversed : row.names;
}

void DescribedSongs::hand_over(const Row& row) {
  const auto& [artist, title] = likely_names(row);
  if (missing_ != nullptr && (artist.empty() || title.empty()))
    return rows_.skip(row.place, missing_);
  rows_.add(name_, playlist_, artist, title, row.place);
}

void DescribedSongs::finish() {
  if (!waiting_.empty()) name(rows_.stem());
  for (const Row& row : std::exchange(waiting_, {}))
    hand_over(row);
}

}  // namespace segue::read
