#include <string>

#include "read/formats.h"
#include "read/json_format.h"

namespace segue::read {
namespace {

enum : Scope { kPlaylists = kRoot + 1, kPlaylist, kName, kTracks, kTrack, kArtist, kTitle };

constexpr Rule kRules[] = {
    {kRoot, "playlists", kPlaylists}, {kPlaylists, kElement, kPlaylist},
    {kPlaylist, "name", kName},       {kPlaylist, "tracks", kTracks},
    {kTracks, kElement, kTrack},      {kTrack, "artist_name", kArtist},
    {kTrack, "track_name", kTitle},
};

/// A slice of the Million Playlist Dataset (recsys-challenge.spotify.com/readme).
class MpdSlice : public JsonFormat {
 public:
  explicit MpdSlice(RowSink& rows) : JsonFormat(rows, kRules) {}

 private:
  void begin(Scope scope) override {
    if (scope == kPlaylist) {
      ++playlist_;
      track_ = 0;
      name_.clear();
    } else if (scope == kTrack) {
      ++track_;
      artist_.clear();
      title_.clear();
    }
  }

  void value(Scope scope, const TreeValue& value) override {
    if (scope == kName) assign_text(name_, value);
    if (scope == kArtist) assign_text(artist_, value);
    if (scope == kTitle) assign_text(title_, value);
  }

  void end(Scope scope) override {
    if (scope == kTrack) rows_.add(name_, playlist_, artist_, title_, {0, playlist_, track_});
  }

  std::uint64_t playlist_ = 0;
  std::uint64_t track_ = 0;
  std::string name_, artist_, title_;
};

}  // namespace

const FormatKind kMpdSlice = {
    "Million Playlist Dataset slice",
    [](const FileStart& start) {
      const JsonPaths& json = start.json();
      return (json.has("/playlists/[]/tracks") && json.has("/playlists/[]/pid")) ||
             json.has("/playlists/[]/tracks/[]/track_name");
    },
    make_format<MpdSlice>,
};

}  // namespace segue::read
