#include <string>

#include "read/described_songs.h"
#include "read/formats.h"
#include "read/xml_format.h"

namespace segue::read {
namespace {

enum : Scope { kPlaylist = kRoot + 1, kName, kTracks, kTrack, kArtist, kTitle, kLocation };

constexpr Rule kRules[] = {
    {kRoot, "playlist", kPlaylist},    {kPlaylist, "title", kName},
    {kPlaylist, "tracklist", kTracks}, {kTracks, "track", kTrack},
    {kTrack, "creator", kArtist},      {kTrack, "title", kTitle},
    {kTrack, "location", kLocation},
};

/// XSPF (xspf.org/spec).
class Xspf : public XmlFormat {
 public:
  explicit Xspf(RowSink& rows) : XmlFormat(rows, kRules), songs_(rows) {}

 private:
  void begin(Scope scope, const XmlAttributes&) override {
    if (scope != kTrack) return;
    ++track_;
    artist_.clear();
    title_.clear();
    location_.clear();
  }

  void end(Scope scope, std::string_view text) override {
    if (scope == kName) songs_.name(text);
    if (scope == kArtist) artist_ = text;
    if (scope == kTitle) title_ = text;
    if (scope == kLocation && location_.empty()) location_ = text;
    if (scope == kTrack) songs_.add({artist_, title_, location_}, {0, 0, track_});
  }

  void end_document() override { songs_.finish(); }

  DescribedSongs songs_;
  std::uint64_t track_ = 0;
  std::string artist_, title_, location_;
};

}  // namespace

const FormatKind kXspf = {
    "XSPF playlist",
    [](const FileStart& start) { return start.xml_root() == "playlist"; },
    make_format<Xspf>,
};

}  // namespace segue::read
