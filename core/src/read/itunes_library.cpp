#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "read/formats.h"
#include "read/property_list.h"
#include "read/song_library.h"

namespace segue::read {
namespace {

enum : Scope {
  kTracks = kRoot + 1,
  kTrack,
  kTrackId,
  kArtist,
  kTitle,
  kLocation,
  kNoSong,
  kPlaylists,
  kPlaylist,
  kName,
  kAllMusic,
  kBuiltIn,
  kNoPlaylist,
  kItems,
  kItem,
  kItemId
};

// What is marked so is no song, or a list that the program keeps and not the listener: the whole
// library, its podcasts, what is downloaded, what was bought, a folder of lists that come
// themselves.
constexpr Rule kRules[] = {
    {kRoot, "Tracks", kTracks},
    {kTracks, kAnyKey, kTrack},
    {kTrack, "Track ID", kTrackId},
    {kTrack, "Artist", kArtist},
    {kTrack, "Name", kTitle},
    {kTrack, "Location", kLocation},
    {kTrack, "Podcast", kNoSong},
    {kTrack, "Movie", kNoSong},
    {kTrack, "TV Show", kNoSong},
    {kRoot, "Playlists", kPlaylists},
    {kPlaylists, kElement, kPlaylist},
    {kPlaylist, "Name", kName},
    {kPlaylist, "Master", kNoPlaylist},
    {kPlaylist, "Music", kAllMusic},
    {kPlaylist, "Distinguished Kind", kBuiltIn},
    {kPlaylist, "Podcasts", kNoPlaylist},
    {kPlaylist, "Audiobooks", kNoPlaylist},
    {kPlaylist, "Movies", kNoPlaylist},
    {kPlaylist, "TV Shows", kNoPlaylist},
    {kPlaylist, "Purchased Music", kNoPlaylist},
    {kPlaylist, "Party Shuffle", kNoPlaylist},
    {kPlaylist, "iTunesU", kNoPlaylist},
    {kPlaylist, "Folder", kNoPlaylist},
    {kPlaylist, "Playlist Items", kItems},
    {kItems, kElement, kItem},
    {kItem, "Track ID", kItemId},
};

/// The library or playlist that iTunes and Apple's Music write as XML. Where the listener has no
/// playlist, the list of all music is one.
class ItunesLibrary : public Format, private TreeReader {
 public:
  explicit ItunesLibrary(RowSink& rows) : rows_(rows), list_(*this), library_(rows) {}

  void push(std::string_view bytes) override { end_with(list_.push(bytes), false); }
  void finish() override { end_with(list_.finish(), true); }

 private:
  struct Playlist {
    std::string name;
    std::vector<std::int64_t> items;
    bool is_listeners = true;
    bool is_all_music = false;
  };

  Scope enter(Scope parent, std::string_view key) override { return follow(kRules, parent, key); }

  void begin(Scope scope) override {
    if (scope == kTrack) {
      id_ = 0;
      names_ = {};
      location_.clear();
      is_song_ = true;
    } else if (scope == kPlaylist) {
      playlist_ = {};
      in_playlist_ = true;
    }
  }

  void value(Scope scope, const TreeValue& value) override {
    if (scope == kTrackId) id_ = value.number;
    if (scope == kArtist) names_.artist.assign(value.text);
    if (scope == kTitle) names_.title.assign(value.text);
    if (scope == kLocation) location_.assign(value.text);
    if (scope == kNoSong && value.truth) is_song_ = false;
    if (scope == kName) playlist_.name.assign(value.text);
    if (scope == kBuiltIn || (scope == kNoPlaylist && value.truth)) playlist_.is_listeners = false;
    if (scope == kAllMusic && value.truth) playlist_.is_all_music = true;
    if (scope == kItemId) playlist_.items.push_back(value.number);
  }

  void end(Scope scope) override {
    if (scope == kTrack)
      library_.keep(std::to_string(id_), {names_.artist, names_.title, location_}, is_song_);
    if (scope == kPlaylist) end_playlist();
  }

  void end_playlist() {
    in_playlist_ = false;
    if (playlist_.is_all_music) {
      all_music_ = std::move(playlist_);
    } else if (playlist_.is_listeners) {
      hand_over(playlist_);
    }
  }

  void hand_over(const Playlist& playlist) {
    library_.begin_playlist(playlist.name);
    for (const std::int64_t item : playlist.items)
      library_.add(std::to_string(item));
  }

  void end_with(std::optional<ReadProblem> problem, bool is_end) {
    if (is_end || problem) end_library(!problem);
    if (problem) rows_.stop(*std::move(problem));
  }

  void end_library(bool is_whole) {
    if (in_playlist_) end_playlist();  // what was whole of it
    // What is missing of a file that was cut short may have been the listener's playlists.
    if (is_whole && !library_.has_entries()) hand_over(all_music_);
    library_.finish();
  }

  RowSink& rows_;
  PropertyList list_;
  SongLibrary library_;
  std::int64_t id_ = 0;
  Track names_;
  std::string location_;
  bool is_song_ = true;
  Playlist playlist_;
  bool in_playlist_ = false;
  Playlist all_music_;
};

}  // namespace

const FormatKind kItunesLibrary = {
    "iTunes library",
    [](const FileStart& start) { return start.xml_root() == "plist"; },
    make_format<ItunesLibrary>,
};

}  // namespace segue::read
