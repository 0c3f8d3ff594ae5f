#include <string>
#include <utility>

#include "read/formats.h"
#include "read/json_format.h"
#include "read/listening_sessions.h"
#include "read/song_line.h"
#include "read/timestamp.h"

namespace segue::read {
namespace {

enum : Scope {
  kPlay = kRoot + 1,
  kHeader,
  kTitle,
  kTime,
  kChannels,
  kChannel,
  kChannelName,
  kSources,
  kSource,
  kSourceName,
};

constexpr Rule kRules[] = {
    {kRoot, kElement, kPlay},         {kPlay, "header", kHeader},
    {kPlay, "title", kTitle},         {kPlay, "time", kTime},
    {kPlay, "subtitles", kChannels},  {kChannels, kElement, kChannel},
    {kChannel, "name", kChannelName}, {kPlay, "details", kSources},
    {kSources, kElement, kSource},    {kSource, "name", kSourceName},
    {kPlay, "products", kSources},    {kSources, kElement, kSourceName},
};

constexpr std::string_view kMusic = "YouTube Music";
constexpr std::string_view kTopic = " - Topic";

// What Google writes around a title to say that it was watched, in its languages.
constexpr std::pair<std::string_view, std::string_view> kWatched[] = {
    {"Watched ", ""},
    {"„", "“ angesehen"},
    {"", " angesehen"},
    {"Vous avez regardé ", ""},
    {"Has visto ", ""},
    {"Viste ", ""},
    {"Hai guardato ", ""},
    {"Assistiu a ", ""},
    {"Viu ", ""},
    {"", " bekeken"},
    {"Har tittat på ", ""},
    {"Obejrzano: ", ""},
    {"Zhlédnuto: ", ""},
    {"Вы посмотрели видео \"", "\""},
    {"「", "」を視聴しました"},
    {"", " を視聴しました"},
};

std::string_view without_verb(std::string_view title) {
  for (const auto& [before, behind] : kWatched) {
    if (title.size() > before.size() + behind.size() && title.starts_with(before) &&
        title.ends_with(behind))
      return title.substr(before.size(), title.size() - before.size() - behind.size());
  }
  return title;
}

/// watch-history.json of Google's Takeout: what was played with YouTube Music. For how long is not
/// said.
class TakeoutHistory : public JsonFormat {
 public:
  explicit TakeoutHistory(RowSink& rows) : JsonFormat(rows, kRules), sessions_(rows) {}

 private:
  void begin(Scope scope) override {
    if (scope != kPlay) return;
    ++play_;
    is_music_ = false;
    title_.clear();
    channel_.clear();
    time_.clear();
  }

  void value(Scope scope, const TreeValue& value) override {
    if (scope == kTitle) assign_text(title_, value);
    if (scope == kTime) assign_text(time_, value);
    if (scope == kChannelName && channel_.empty()) assign_text(channel_, value);
    if (scope == kHeader || scope == kSourceName)
      is_music_ = is_music_ || value.text.find(kMusic) != std::string_view::npos;
  }

  void end(Scope scope) override {
    if (scope != kPlay) return;
    // Songs have channels of this name, whichever program plays them.
    const bool is_topic = channel_.ends_with(kTopic);
    if (!is_music_ && !is_topic) return rows_.leave_out("videos");
    if (channel_.empty()) return rows_.leave_out("songs that YouTube has no more");
    const auto time = parse_iso_time(time_);
    if (!time)
      return rows_.skip(Place{0, 0, play_}, "its time is not of the form 2024-01-05T14:23Z");
    const std::string_view title = without_verb(title_);
    TrackNames names = {channel_, title};
    if (is_topic) {
      names.artist.remove_suffix(kTopic.size());
    } else if (const TrackNames video = split_at_dash(title); !video.title.empty()) {
      names = video;  // the channel is somebody's who shows it
    }
    sessions_.add(*time, 0, names.artist, names.title);
  }

  void end_document() override { sessions_.finish(); }

  ListeningSessions sessions_;
  std::uint64_t play_ = 0;
  bool is_music_ = false;
  std::string title_, channel_, time_;
};

}  // namespace

const FormatKind kTakeoutHistory = {
    "YouTube history",
    [](const FileStart& start) {
      const JsonPaths& json = start.json();
      return json.has("/[]/header") && json.has("/[]/title") && json.has("/[]/time");
    },
    make_format<TakeoutHistory>,
};

}  // namespace segue::read
