#include <string>

#include "read/described_songs.h"
#include "read/formats.h"
#include "read/json_format.h"

namespace segue::read {
namespace {

enum : Scope { kPlaylist = kRoot + 1, kName, kTracks, kTrack, kArtist, kTitle, kLocation };

constexpr Rule kRules[] = {
    {kRoot, "playlist", kPlaylist},  {kPlaylist, "title", kName},
    {kPlaylist, "track", kTracks},   {kTracks, kElement, kTrack},
    {kTrack, "creator", kArtist},    {kTrack, "title", kTitle},
    {kTrack, "location", kLocation}, {kLocation, kElement, kLocation},
};

/// JSPF (xspf.org/jspf), which ListenBrainz exports.
class Jspf : public JsonFormat {
 public:
  explicit Jspf(RowSink& rows) : JsonFormat(rows, kRules), songs_(rows) {}

 private:
  void begin(Scope scope) override {
    if (scope != kTrack) return;
    ++track_;
    artist_.clear();
    title_.clear();
    location_.clear();
  }

  void value(Scope scope, const TreeValue& value) override {
    if (scope == kName) songs_.name(value.text);
    if (scope == kArtist) assign_text(artist_, value);
    if (scope == kTitle) assign_text(title_, value);
    if (scope == kLocation && location_.empty()) assign_text(location_, value);
  }

  void end(Scope scope) override {
    if (scope == kTrack) songs_.add({artist_, title_, location_}, {0, 0, track_});
  }

  void end_document() override { songs_.finish(); }

  DescribedSongs songs_;
  std::uint64_t track_ = 0;
  std::string artist_, title_, location_;
};

}  // namespace

const FormatKind kJspf = {
    "JSPF playlist",
    [](const FileStart& start) { return start.json().has("/playlist/track"); },
    make_format<Jspf>,
};

}  // namespace segue::read
