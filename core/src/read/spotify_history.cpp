#include <string>

#include "read/formats.h"
#include "read/json_format.h"
#include "read/listening_sessions.h"
#include "read/timestamp.h"

namespace segue::read {
namespace {

enum : Scope { kPlay = kRoot + 1, kEnd, kMilliseconds, kArtist, kTitle };

constexpr Rule kRules[] = {
    {kRoot, kElement, kPlay},           {kPlay, "endTime", kEnd},
    {kPlay, "artistName", kArtist},     {kPlay, "trackName", kTitle},
    {kPlay, "msPlayed", kMilliseconds},
};

// The addresses and names that this file also holds are not named here, and so never read.
constexpr Rule kExtendedRules[] = {
    {kRoot, kElement, kPlay},
    {kPlay, "ts", kEnd},
    {kPlay, "master_metadata_album_artist_name", kArtist},
    {kPlay, "master_metadata_track_name", kTitle},
    {kPlay, "ms_played", kMilliseconds},
};

/// Spotify's streaming history: StreamingHistory_music_0.json, or the extended one,
/// Streaming_History_Audio_2023_0.json and before that endsong_0.json.
class SpotifyHistory : public JsonFormat {
 public:
  SpotifyHistory(RowSink& rows, std::span<const Rule> rules)
      : JsonFormat(rows, rules), sessions_(rows) {}

 private:
  void end_document() override { sessions_.finish(); }

  void begin(Scope scope) override {
    if (scope != kPlay) return;
    ++play_;
    end_.clear();
    artist_.clear();
    title_.clear();
    milliseconds_ = 0;
  }

  void value(Scope scope, const TreeValue& value) override {
    if (scope == kEnd) assign_text(end_, value);
    if (scope == kArtist) assign_text(artist_, value);
    if (scope == kTitle) assign_text(title_, value);
    if (scope == kMilliseconds) milliseconds_ = value.number;
  }

  void end(Scope scope) override {
    if (scope != kPlay) return;
    const Place place{0, 0, play_};
    if (artist_.empty() && title_.empty()) return rows_.leave_out("podcast episodes and videos");
    if (artist_.empty() || title_.empty()) return rows_.add({}, 0, artist_, title_, place);
    const std::int64_t seconds = milliseconds_ / 1000;
    if (seconds < kShortestPlay) return rows_.leave_out(kShortPlays);
    const auto end = parse_iso_time(end_);
    if (!end) return rows_.skip(place, "its time is not of the form 2024-01-05 14:23");
    sessions_.add(*end - seconds, seconds, artist_, title_);
  }

  ListeningSessions sessions_;
  std::uint64_t play_ = 0;
  std::int64_t milliseconds_ = 0;
  std::string end_, artist_, title_;
};

}  // namespace

const FormatKind kSpotifyHistory = {
    "Spotify streaming history",
    [](const FileStart& start) {
      return start.json().has("/[]/endTime") && start.json().has("/[]/trackName");
    },
    [](RowSink& rows, const FileStart&) -> std::unique_ptr<Format> {
      return std::make_unique<SpotifyHistory>(rows, kRules);
    },
};

const FormatKind kSpotifyExtendedHistory = {
    "Spotify extended streaming history",
    [](const FileStart& start) {
      return start.json().has("/[]/ts") && start.json().has("/[]/ms_played");
    },
    [](RowSink& rows, const FileStart&) -> std::unique_ptr<Format> {
      return std::make_unique<SpotifyHistory>(rows, kExtendedRules);
    },
};

}  // namespace segue::read
