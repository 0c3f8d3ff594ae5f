#include <string>

#include "read/described_songs.h"
#include "read/formats.h"
#include "read/xml_format.h"

namespace segue::read {
namespace {

enum : Scope { kPlaylist = kRoot + 1, kName, kEntry, kArtist, kTitle, kRef };

// A REF is mostly not closed, so what follows it stands in it.
constexpr Rule kRules[] = {
    {kRoot, "asx", kPlaylist},        {kPlaylist, "title", kName}, {kPlaylist, "entry", kEntry},
    {kEntry, "title", kTitle},        {kEntry, "author", kArtist}, {kEntry, "ref", kRef},
    {kRef, "title", kTitle},          {kRef, "author", kArtist},   {kRef, "ref", kRef},
    {kPlaylist, "repeat", kPlaylist},
};

/// ASX and WAX, which Windows Media Player and stations write.
class Asx : public XmlFormat {
 public:
  explicit Asx(RowSink& rows) : XmlFormat(rows, kRules), songs_(rows) {}

 private:
  void begin(Scope scope, const XmlAttributes& attributes) override {
    if (scope == kRef && location_.empty()) location_ = attributes.value("href");
    if (scope != kEntry) return;
    ++track_;
    artist_.clear();
    title_.clear();
    location_.clear();
  }

  void end(Scope scope, std::string_view text) override {
    if (scope == kName) songs_.name(text);
    if (scope == kArtist) artist_ = text;
    if (scope == kTitle) title_ = text;
    if (scope == kEntry) add({artist_, title_, location_});
  }

  void end_document() override { songs_.finish(); }

  void add(const DescribedSong& song) {
    if (is_radio(song)) return rows_.leave_out(kRadio);
    songs_.add(song, {0, 0, track_});
  }

  DescribedSongs songs_;
  std::uint64_t track_ = 0;
  std::string artist_, title_, location_;
};

}  // namespace

const FormatKind kAsx = {
    "ASX playlist",
    [](const FileStart& start) { return is_named(start.xml_root(), "asx"); },
    make_format<Asx>,
};

}  // namespace segue::read
