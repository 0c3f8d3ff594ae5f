#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "read/described_songs.h"
#include "read/formats.h"
#include "read/json_format.h"
#include "read/listening_sessions.h"
#include "read/timestamp.h"

namespace segue::read {
namespace {

enum : Scope {
  kItem = kRoot + 1,
  kItems,
  kTrack,
  kName,
  kTitle,
  kType,
  kArtists,
  kArtist,
  kArtistName,
  kPlayed
};

// A page, a playlist, an item of either and a track are told apart by what stands in them only: all
// but the track are items here. The artists of a track's album are not named, and so never read.
constexpr Rule kRules[] = {
    {kRoot, kElement, kItem},      {kRoot, "items", kItems},       {kRoot, "tracks", kItems},
    {kRoot, "playlists", kItems},  {kRoot, "name", kName},         {kItems, kElement, kItem},
    {kItems, "items", kItems},     {kItem, "items", kItems},       {kItem, "tracks", kItems},
    {kItem, "name", kName},        {kItem, "type", kType},         {kItem, "artists", kArtists},
    {kItem, "played_at", kPlayed}, {kItem, "track", kTrack},       {kItem, "item", kTrack},
    {kTrack, "name", kTitle},      {kTrack, "type", kType},        {kTrack, "artists", kArtists},
    {kArtists, kElement, kArtist}, {kArtist, "name", kArtistName},
};

/// What Spotify's Web API answers, as programs save it: a page of a playlist's items or of saved or
/// played tracks, a playlist, tracks, and lists of these. Of several artists the first counts, as
/// in Spotify's account data.
class SpotifyApi : public JsonFormat {
 public:
  explicit SpotifyApi(RowSink& rows) : JsonFormat(rows, kRules), songs_(rows), open_(1) {}

 private:
  /// What is known of an item; of the whole, at the bottom.
  struct Item {
    std::string name;  // of a playlist or a track
    std::string artist;
    std::string type;
    std::string played;
    bool is_list = false;
    bool is_track = false;
  };

  void begin(Scope scope) override {
    if (scope == kItem) open_.emplace_back();
    if (scope == kItems && !std::exchange(open_.back().is_list, true)) begin_list();
    if (scope == kTrack) open_.back().is_track = true;
  }

  /// Pages have no names: they go on with one list.
  void begin_list() {
    if (is_named_) songs_.begin_playlist();
    is_named_ = !open_.back().name.empty();
    songs_.name(open_.back().name);
  }

  void value(Scope scope, const TreeValue& value) override {
    Item& item = open_.back();
    if (scope == kName || scope == kTitle) assign_text(item.name, value);
    if (scope == kArtistName && item.artist.empty()) assign_text(item.artist, value);
    if (scope == kType) assign_text(item.type, value);
    if (scope == kPlayed) assign_text(item.played, value);
    if (scope == kName && item.is_list) name_list(item.name);
  }

  /// The name stands behind the list.
  void name_list(std::string_view name) {
    songs_.name(name);
    is_named_ = true;
  }

  void end(Scope scope) override {
    if (scope != kItem) return;
    const Item item = std::move(open_.back());
    open_.pop_back();
    if (!item.is_list) add(item);
  }

  void add(const Item& item) {
    ++item_;
    if (item.type == "episode" || item.type == "show")
      return rows_.leave_out("podcast episodes and audiobooks");
    if (item.name.empty() && item.artist.empty())
      return rows_.leave_out("songs that Spotify has no more");
    const auto time = parse_iso_time(item.played);
    if (!time) return songs_.add({item.artist, item.name, {}}, {0, 0, item_});
    if (!sessions_) sessions_.emplace(rows_);
    sessions_->add(*time, 0, item.artist, item.name);
  }

  void end_document() override {
    songs_.finish();
    if (sessions_) sessions_->finish();
  }

  DescribedSongs songs_;
  std::optional<ListeningSessions> sessions_;  // where the tracks are plays
  std::vector<Item> open_;
  bool is_named_ = false;  // the list
  std::uint64_t item_ = 0;
};

/// Whether there are artists of a track within lists, and in nothing else.
bool is_track_artist(std::string_view path) {
  constexpr std::string_view kEnd = "/artists/[]/name";
  if (!path.ends_with(kEnd)) return false;
  path.remove_suffix(kEnd.size());
  for (const std::string_view track : {"/track", "/item"}) {
    if (path.ends_with(track)) path.remove_suffix(track.size());
  }
  if (!path.ends_with("[]")) return false;
  while (!path.empty()) {
    path.remove_prefix(1);
    const std::string_view part = path.substr(0, path.find('/'));
    if (part != "[]" && part != "items" && part != "tracks" && part != "playlists") return false;
    path.remove_prefix(part.size());
  }
  return true;
}

}  // namespace

const FormatKind kSpotifyApi = {
    "Spotify Web API",
    [](const FileStart& start) {
      const auto& paths = start.json().paths;
      return std::any_of(paths.begin(), paths.end(), is_track_artist);
    },
    make_format<SpotifyApi>,
};

}  // namespace segue::read
