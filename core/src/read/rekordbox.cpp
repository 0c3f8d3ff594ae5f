#include <string>

#include "read/formats.h"
#include "read/song_library.h"
#include "read/xml_format.h"

namespace segue::read {
namespace {

enum : Scope { kLibrary = kRoot + 1, kSongs, kSong, kPlaylists, kNode, kEntry };

constexpr Rule kRules[] = {
    {kRoot, "dj_playlists", kLibrary}, {kLibrary, "collection", kSongs},
    {kSongs, "track", kSong},          {kLibrary, "playlists", kPlaylists},
    {kPlaylists, "node", kNode},       {kNode, "node", kNode},
    {kNode, "track", kEntry},
};

/// The library that rekordbox writes as XML, and other programs for DJs after it.
class Rekordbox : public XmlFormat {
 public:
  explicit Rekordbox(RowSink& rows) : XmlFormat(rows, kRules), library_(rows) {}

 private:
  void begin(Scope scope, const XmlAttributes& attributes) override {
    if (scope == kSong) {
      keep(attributes);
    } else if (scope == kNode && attributes.value("Type") == "1") {
      library_.begin_playlist(attributes.value("Name"));
    } else if (scope == kEntry) {
      library_.add(attributes.value("Key"));
    }
  }

  void keep(const XmlAttributes& song) {
    const std::string location = song.value("Location");
    library_.keep(song.value("TrackID"), {song.value("Artist"), song.value("Name"), location});
    library_.keep_also_as(location);  // by which some playlists name it
  }

  void end(Scope, std::string_view) override {}
  void end_document() override { library_.finish(); }

  SongLibrary library_;
};

}  // namespace

const FormatKind kRekordbox = {
    "rekordbox library",
    [](const FileStart& start) { return start.xml_root() == "DJ_PLAYLISTS"; },
    make_format<Rekordbox>,
};

}  // namespace segue::read
