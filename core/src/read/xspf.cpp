#include <optional>
#include <string>
#include <vector>

#include "read/described_songs.h"
#include "read/formats.h"
#include "read/song_line.h"
#include "read/tree.h"
#include "read/xml_text.h"

namespace segue::read {
namespace {

enum : Scope { kPlaylist = kRoot + 1, kName, kTracks, kTrack, kArtist, kTitle, kLocation };

constexpr Rule kRules[] = {
    {kRoot, "playlist", kPlaylist},    {kPlaylist, "title", kName},
    {kPlaylist, "trackList", kTracks}, {kTracks, "track", kTrack},
    {kTrack, "creator", kArtist},      {kTrack, "title", kTitle},
    {kTrack, "location", kLocation},
};

/// XSPF (xspf.org/spec).
class Xspf : public Format, private XmlReader {
 public:
  explicit Xspf(RowSink& rows) : rows_(rows), songs_(rows), text_(*this) {}

  void push(std::string_view bytes) override { end_with(text_.push(bytes), false); }
  void finish() override { end_with(text_.finish(), true); }

 private:
  void begin_element(std::string_view name, const XmlAttributes&) override {
    scopes_.push_back(follow(kRules, scopes_.back(), name));
    if (scopes_.back() == kTrack) {
      ++track_;
      artist_.clear();
      title_.clear();
      location_.clear();
    }
  }

  void text(std::string_view text) override {
    if (scopes_.back() == kName) playlist_ += text;
    if (scopes_.back() == kArtist) artist_ += text;
    if (scopes_.back() == kTitle) title_ += text;
    if (scopes_.back() == kLocation) location_ += text;
  }

  void end_element() override {
    const Scope scope = scopes_.back();
    scopes_.pop_back();
    if (scope == kName) songs_.name(playlist_);
    if (scope == kLocation) location_ += '\n';  // the first is enough
    if (scope == kTrack) songs_.add({artist_, title_, first_location()}, {0, 0, track_});
  }

  void end_with(std::optional<ReadProblem> problem, bool is_end) {
    if (is_end || problem) songs_.finish();
    if (problem) rows_.stop(*std::move(problem));
  }

  std::string_view first_location() const {
    const std::string_view all = trimmed(location_);
    return all.substr(0, all.find('\n'));
  }

  RowSink& rows_;
  DescribedSongs songs_;
  XmlText text_;
  std::vector<Scope> scopes_ = {kRoot};
  std::uint64_t track_ = 0;
  std::string playlist_, artist_, title_, location_;
};

}  // namespace

const FormatKind kXspf = {
    "XSPF playlist",
    [](const FileStart& start) { return start.xml_root() == "playlist"; },
    make_format<Xspf>,
};

}  // namespace segue::read
