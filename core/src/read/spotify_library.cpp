#include <string>

#include "read/formats.h"
#include "read/json_format.h"

namespace segue::read {
namespace {

enum : Scope { kTracks = kRoot + 1, kTrack, kArtist, kTitle };

constexpr Rule kRules[] = {
    {kRoot, "tracks", kTracks},
    {kTracks, kElement, kTrack},
    {kTrack, "artist", kArtist},
    {kTrack, "track", kTitle},
};

/// YourLibrary.json of Spotify's account data: the tracks that somebody likes, as one playlist.
class SpotifyLibrary : public JsonFormat {
 public:
  explicit SpotifyLibrary(RowSink& rows) : JsonFormat(rows, kRules) {}

 private:
  void begin(Scope scope) override {
    if (scope != kTrack) return;
    ++track_;
    artist_.clear();
    title_.clear();
  }

  void value(Scope scope, const TreeValue& value) override {
    if (scope == kArtist) assign_text(artist_, value);
    if (scope == kTitle) assign_text(title_, value);
  }

  void end(Scope scope) override {
    if (scope == kTrack) rows_.add(rows_.stem(), 1, artist_, title_, {0, 0, track_});
  }

  std::uint64_t track_ = 0;
  std::string artist_, title_;
};

}  // namespace

const FormatKind kSpotifyLibrary = {
    "Spotify library",
    [](const FileStart& start) {
      return start.json().has("/tracks/[]/artist") && start.json().has("/tracks/[]/track");
    },
    make_format<SpotifyLibrary>,
};

}  // namespace segue::read
