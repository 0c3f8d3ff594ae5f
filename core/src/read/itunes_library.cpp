#include <string>
#include <unordered_map>
#include <vector>

#include "read/formats.h"
#include "read/property_list.h"
#include "segue/track/vocabulary.h"
#include "segue/util/text_arena.h"

namespace segue::read {
namespace {

enum : Scope {
  kTracks = kRoot + 1,
  kTrack,
  kTrackId,
  kArtist,
  kTitle,
  kNoSong,
  kPlaylists,
  kPlaylist,
  kName,
  kNoPlaylist,
  kItems,
  kItem,
  kItemId
};

// What is marked so is no song, or a list that the program keeps and not the listener: the whole
// library, its podcasts, a folder of lists that come themselves.
constexpr Rule kRules[] = {
    {kRoot, "Tracks", kTracks},
    {kTracks, kAnyKey, kTrack},
    {kTrack, "Track ID", kTrackId},
    {kTrack, "Artist", kArtist},
    {kTrack, "Name", kTitle},
    {kTrack, "Podcast", kNoSong},
    {kTrack, "Movie", kNoSong},
    {kTrack, "TV Show", kNoSong},
    {kRoot, "Playlists", kPlaylists},
    {kPlaylists, kElement, kPlaylist},
    {kPlaylist, "Name", kName},
    {kPlaylist, "Master", kNoPlaylist},
    {kPlaylist, "Music", kNoPlaylist},
    {kPlaylist, "Podcasts", kNoPlaylist},
    {kPlaylist, "Audiobooks", kNoPlaylist},
    {kPlaylist, "Movies", kNoPlaylist},
    {kPlaylist, "TV Shows", kNoPlaylist},
    {kPlaylist, "Folder", kNoPlaylist},
    {kPlaylist, "Playlist Items", kItems},
    {kItems, kElement, kItem},
    {kItem, "Track ID", kItemId},
};

/// The library or playlist that iTunes and Apple's Music write as XML.
class ItunesLibrary : public Format, private TreeReader {
 public:
  explicit ItunesLibrary(RowSink& rows) : rows_(rows), list_(*this) {}

  void push(std::string_view bytes) override {
    if (auto problem = list_.push(bytes)) rows_.stop(*std::move(problem));
  }

  void finish() override {
    if (auto problem = list_.finish()) rows_.stop(*std::move(problem));
    if (in_playlist_) pass_on();  // what was whole of it
  }

 private:
  struct Song {
    TrackNames names;
    bool is_song;
  };

  Scope enter(Scope parent, std::string_view key) override { return follow(kRules, parent, key); }

  void begin(Scope scope) override {
    if (scope == kTrack) {
      id_ = 0;
      names_ = {};
      is_song_ = true;
    } else if (scope == kPlaylist) {
      ++playlist_;
      name_ = rows_.stem();
      items_.clear();
      in_playlist_ = is_meant_ = true;
    }
  }

  void value(Scope scope, const TreeValue& value) override {
    if (scope == kTrackId) id_ = value.number;
    if (scope == kArtist) names_.artist.assign(value.text);
    if (scope == kTitle) names_.title.assign(value.text);
    if (scope == kNoSong && value.truth) is_song_ = false;
    if (scope == kName) name_.assign(value.text);
    if (scope == kNoPlaylist && value.truth) is_meant_ = false;
    if (scope == kItemId) items_.push_back(value.number);
  }

  void end(Scope scope) override {
    if (scope == kTrack) {
      songs_.insert_or_assign(
          id_, Song{{text_.keep(names_.artist), text_.keep(names_.title)}, is_song_});
    } else if (scope == kPlaylist) {
      pass_on();
    }
  }

  void pass_on() {
    in_playlist_ = false;
    if (!is_meant_) return;
    for (std::size_t i = 0; i < items_.size(); ++i) {
      const Place place{0, playlist_, i + 1};
      const auto found = songs_.find(items_[i]);
      if (found == songs_.end()) {
        rows_.skip(place, "its track is not among those of the file");
      } else if (!found->second.is_song) {
        rows_.leave_out("podcast episodes and videos");
      } else {
        rows_.add(name_, playlist_, found->second.names.artist, found->second.names.title, place);
      }
    }
  }

  RowSink& rows_;
  PropertyList list_;
  TextArena text_;
  std::unordered_map<std::int64_t, Song> songs_;  // by their ids; never iterated
  std::int64_t id_ = 0;
  Track names_;
  bool is_song_ = true;
  std::uint64_t playlist_ = 0;
  std::string name_;
  std::vector<std::int64_t> items_;
  bool is_meant_ = true;  // the playlist is one of the listener's
  bool in_playlist_ = false;
};

}  // namespace

const FormatKind kItunesLibrary = {
    "iTunes library",
    [](const FileStart& start) { return start.xml_root() == "plist"; },
    make_format<ItunesLibrary>,
};

}  // namespace segue::read
