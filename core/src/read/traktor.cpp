#include <string>

#include "read/formats.h"
#include "read/song_library.h"
#include "read/xml_format.h"

namespace segue::read {
namespace {

enum : Scope {
  kLibrary = kRoot + 1,
  kSongs,
  kSong,
  kLocation,
  kPlaylists,
  kNode,
  kSubnodes,
  kPlaylist,
  kEntry,
  kKey
};

constexpr Rule kRules[] = {
    {kRoot, "nml", kLibrary},
    {kLibrary, "collection", kSongs},
    {kSongs, "entry", kSong},
    {kSong, "location", kLocation},
    {kLibrary, "playlists", kPlaylists},
    {kPlaylists, "node", kNode},
    {kNode, "subnodes", kSubnodes},
    {kSubnodes, "node", kNode},
    {kNode, "playlist", kPlaylist},
    {kPlaylist, "entry", kEntry},
    {kEntry, "primarykey", kKey},
};

/// NML, the collection or playlist that Traktor writes.
class Traktor : public XmlFormat {
 public:
  explicit Traktor(RowSink& rows) : XmlFormat(rows, kRules), library_(rows) {}

 private:
  void begin(Scope scope, const XmlAttributes& attributes) override {
    if (scope == kSong) {
      artist_ = attributes.value("ARTIST");
      title_ = attributes.value("TITLE");
      key_.clear();
    } else if (scope == kLocation) {
      key_ = attributes.value("VOLUME") + attributes.value("DIR") + attributes.value("FILE");
    } else if (scope == kNode && attributes.value("TYPE") == "PLAYLIST") {
      begin_playlist(attributes.value("NAME"));
    } else if (scope == kKey && is_meant_) {
      library_.add(attributes.value("KEY"));
    }
  }

  void end(Scope scope, std::string_view) override {
    if (scope == kSong) library_.keep(key_, {artist_, title_, path()});
  }

  void end_document() override { library_.finish(); }

  void begin_playlist(const std::string& name) {
    is_meant_ = name != "_LOOPS" && name != "_RECORDINGS";  // which the program keeps
    if (is_meant_) library_.begin_playlist(name);
  }

  /// Traktor's "/:" as other programs write it.
  std::string path() const {
    std::string path;
    for (const char c : key_) {
      if (c != ':' || !path.ends_with('/')) path += c;
    }
    return path;
  }

  SongLibrary library_;
  std::string artist_, title_, key_;
  bool is_meant_ = true;  // the playlist is one of songs
};

}  // namespace

const FormatKind kTraktor = {
    "Traktor collection",
    [](const FileStart& start) { return start.xml_root() == "NML"; },
    make_format<Traktor>,
};

}  // namespace segue::read
