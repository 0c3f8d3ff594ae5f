#include <string>

#include "read/described_songs.h"
#include "read/formats.h"
#include "read/json_format.h"
#include "segue/unicode/text.h"

namespace segue::read {
namespace {

enum : Scope { kTrack = kRoot + 1, kType, kTitle, kArtist, kAlbumArtist };

constexpr Rule kRules[] = {
    {kRoot, kElement, kTrack},   {kTrack, "Content Type", kType},        {kTrack, "Title", kTitle},
    {kTrack, "Artist", kArtist}, {kTrack, "Album Artist", kAlbumArtist},
};

/// "Apple Music Library Tracks.json" of Apple's privacy export: one playlist, the library.
class AppleLibrary : public JsonFormat {
 public:
  explicit AppleLibrary(RowSink& rows) : JsonFormat(rows, kRules), songs_(rows) {
    songs_.name(rows.stem());
  }

 private:
  void begin(Scope scope) override {
    if (scope != kTrack) return;
    ++track_;
    type_.clear();
    title_.clear();
    artist_.clear();
    album_artist_.clear();
  }

  void value(Scope scope, const TreeValue& value) override {
    if (scope == kType) type_ = lower_case(repair_utf8(value.text));
    if (scope == kTitle) assign_text(title_, value);
    if (scope == kArtist) assign_text(artist_, value);
    if (scope == kAlbumArtist) assign_text(album_artist_, value);
  }

  void end(Scope scope) override {
    if (scope != kTrack) return;
    if (type_ != "song") return rows_.leave_out("podcast episodes and videos");
    songs_.add({artist_.empty() ? album_artist_ : artist_, title_, {}}, {0, 0, track_});
  }

  void end_document() override { songs_.finish(); }

  DescribedSongs songs_;
  std::uint64_t track_ = 0;
  std::string type_, title_, artist_, album_artist_;
};

}  // namespace

const FormatKind kAppleLibrary = {
    "Apple Music library",
    [](const FileStart& start) {
      return start.json().has("/[]/Content Type") && start.json().has("/[]/Title");
    },
    make_format<AppleLibrary>,
};

}  // namespace segue::read
