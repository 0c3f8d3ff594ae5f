#include <string>

#include "read/formats.h"
#include "read/json_format.h"
#include "read/spotify_local.h"

namespace segue::read {
namespace {

enum : Scope {
  kPlaylists = kRoot + 1,
  kPlaylist,
  kName,
  kItems,
  kItem,
  kTrack,
  kArtist,
  kTitle,
  kLocal,
  kLocalUri,
  kEpisode,
  kAudiobook
};

constexpr Rule kRules[] = {
    {kRoot, "playlists", kPlaylists}, {kPlaylists, kElement, kPlaylist},
    {kPlaylist, "name", kName},       {kPlaylist, "items", kItems},
    {kItems, kElement, kItem},        {kItem, "track", kTrack},
    {kTrack, "artistName", kArtist},  {kTrack, "trackName", kTitle},
    {kItem, "localTrack", kLocal},    {kLocal, "uri", kLocalUri},
    {kItem, "episode", kEpisode},     {kItem, "audiobook", kAudiobook},
};

/// Playlist1.json, ... of Spotify's account data. Who added a track is not looked at.
class SpotifyPlaylists : public JsonFormat {
 public:
  explicit SpotifyPlaylists(RowSink& rows) : JsonFormat(rows, kRules) {}

 private:
  void begin(Scope scope) override {
    if (scope == kPlaylist) {
      ++playlist_;
      item_ = 0;
      name_.clear();
    } else if (scope == kItem) {
      ++item_;
      names_ = {};
      is_other_ = false;
    } else if (scope == kEpisode || scope == kAudiobook) {
      is_other_ = true;
    }
  }

  void value(Scope scope, const TreeValue& value) override {
    if (scope == kName) assign_text(name_, value);
    if (scope == kArtist) assign_text(names_.artist, value);
    if (scope == kTitle) assign_text(names_.title, value);
    if (scope == kLocalUri) names_ = local_track(value.text);
  }

  void end(Scope scope) override {
    if (scope != kItem) return;
    if (is_other_) return rows_.leave_out("podcast episodes and audiobooks");
    rows_.add(name_, playlist_, names_.artist, names_.title, {0, playlist_, item_});
  }

  std::uint64_t playlist_ = 0;
  std::uint64_t item_ = 0;
  std::string name_;
  Track names_;
  bool is_other_ = false;  // the item is no track
};

}  // namespace

const FormatKind kSpotifyPlaylists = {
    "Spotify playlists",
    [](const FileStart& start) { return start.json().has("/playlists/[]/items"); },
    make_format<SpotifyPlaylists>,
};

}  // namespace segue::read
