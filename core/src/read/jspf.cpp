#include <string>

#include "read/formats.h"
#include "read/json_format.h"

namespace segue::read {
namespace {

enum : Scope { kPlaylist = kRoot + 1, kName, kTracks, kTrack, kArtist, kTitle };

constexpr Rule kRules[] = {
    {kRoot, "playlist", kPlaylist}, {kPlaylist, "title", kName},  {kPlaylist, "track", kTracks},
    {kTracks, kElement, kTrack},    {kTrack, "creator", kArtist}, {kTrack, "title", kTitle},
};

/// JSPF (xspf.org/jspf), which ListenBrainz exports. Its title may stand behind its tracks: the
/// playlist is then named after the file, because the tracks are passed on as they come.
class Jspf : public JsonFormat {
 public:
  explicit Jspf(RowSink& rows) : JsonFormat(rows, kRules), name_(rows.stem()) {}

 private:
  void begin(Scope scope) override {
    if (scope != kTrack) return;
    ++track_;
    artist_.clear();
    title_.clear();
  }

  void value(Scope scope, const TreeValue& value) override {
    if (scope == kName && !value.text.empty() && track_ == 0) assign_text(name_, value);
    if (scope == kArtist) assign_text(artist_, value);
    if (scope == kTitle) assign_text(title_, value);
  }

  void end(Scope scope) override {
    if (scope == kTrack) rows_.add(name_, 1, artist_, title_, {0, 0, track_});
  }

  std::uint64_t track_ = 0;
  std::string name_, artist_, title_;
};

}  // namespace

const FormatKind kJspf = {
    "JSPF playlist",
    [](const FileStart& start) { return start.json().has("/playlist/track"); },
    make_format<Jspf>,
};

}  // namespace segue::read
