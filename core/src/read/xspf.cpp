#include <string>
#include <vector>

#include "read/formats.h"
#include "read/song_line.h"
#include "read/tree.h"
#include "read/xml_text.h"

namespace segue::read {
namespace {

enum : Scope { kPlaylist = kRoot + 1, kName, kTracks, kTrack, kArtist, kTitle };

constexpr Rule kRules[] = {
    {kRoot, "playlist", kPlaylist}, {kPlaylist, "title", kName},  {kPlaylist, "trackList", kTracks},
    {kTracks, "track", kTrack},     {kTrack, "creator", kArtist}, {kTrack, "title", kTitle},
};

/// XSPF (xspf.org/spec). A title that stands behind the tracks comes too late for its name.
class Xspf : public Format, private XmlReader {
 public:
  explicit Xspf(RowSink& rows) : rows_(rows), text_(*this), name_(rows.stem()) {}

  void push(std::string_view bytes) override {
    if (auto problem = text_.push(bytes)) rows_.stop(*std::move(problem));
  }

  void finish() override {
    if (auto problem = text_.finish()) rows_.stop(*std::move(problem));
  }

 private:
  void begin_element(std::string_view name) override {
    scopes_.push_back(follow(kRules, scopes_.back(), name));
    if (scopes_.back() == kTrack) {
      ++track_;
      artist_.clear();
      title_.clear();
    }
  }

  void text(std::string_view text) override {
    if (scopes_.back() == kName) playlist_ += text;
    if (scopes_.back() == kArtist) artist_ += text;
    if (scopes_.back() == kTitle) title_ += text;
  }

  void end_element() override {
    const Scope scope = scopes_.back();
    scopes_.pop_back();
    if (scope == kName && track_ == 0 && !trimmed(playlist_).empty()) name_ = trimmed(playlist_);
    if (scope == kTrack) rows_.add(name_, 1, trimmed(artist_), trimmed(title_), {0, 0, track_});
  }

  RowSink& rows_;
  XmlText text_;
  std::vector<Scope> scopes_ = {kRoot};
  std::uint64_t track_ = 0;
  std::string name_, playlist_, artist_, title_;
};

}  // namespace

const FormatKind kXspf = {
    "XSPF playlist",
    [](const FileStart& start) { return start.xml_root() == "playlist"; },
    make_format<Xspf>,
};

}  // namespace segue::read
