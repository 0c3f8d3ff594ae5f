#include <string>

#include "read/described_songs.h"
#include "read/formats.h"
#include "read/xml_format.h"

namespace segue::read {
namespace {

enum : Scope { kPlaylist = kRoot + 1, kHead, kName, kBody, kTracks, kTrack };

constexpr Rule kRules[] = {
    {kRoot, "smil", kPlaylist}, {kPlaylist, "head", kHead}, {kHead, "title", kName},
    {kPlaylist, "body", kBody}, {kBody, "seq", kTracks},    {kTracks, "media", kTrack},
};

/// WPL and ZPL, which Windows Media Player, Zune and Groove write: SMIL of one sequence.
class Wpl : public XmlFormat {
 public:
  explicit Wpl(RowSink& rows) : XmlFormat(rows, kRules), songs_(rows) {}

 private:
  void begin(Scope scope, const XmlAttributes& attributes) override {
    if (scope != kTrack) return;
    std::string artist = attributes.value("trackArtist");
    if (artist.empty()) artist = attributes.value("albumArtist");
    songs_.add({artist, attributes.value("trackTitle"), attributes.value("src")}, {0, 0, ++track_});
  }

  void end(Scope scope, std::string_view text) override {
    if (scope == kName) songs_.name(text);
  }

  void end_document() override { songs_.finish(); }

  DescribedSongs songs_;
  std::uint64_t track_ = 0;
};

}  // namespace

const FormatKind kWpl = {
    "Windows Media playlist",
    [](const FileStart& start) { return start.xml_root() == "smil"; },
    make_format<Wpl>,
};

}  // namespace segue::read
