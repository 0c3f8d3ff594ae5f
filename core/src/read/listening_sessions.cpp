#include "read/listening_sessions.h"

#include <algorithm>
#include <string>
#include <tuple>

#include "read/timestamp.h"

namespace segue::read {
namespace {

constexpr std::int64_t kPause = 30 * 60;  // seconds
// Some 60 MB. A longer file is sorted in parts, which costs a session at each border.
constexpr std::size_t kMostPlays = 500'000;
// The year 6325: far from where adding seconds could overflow.
constexpr std::int64_t kLastTime = std::int64_t{1} << 37;

}  // namespace

void ListeningSessions::add(std::int64_t time, std::int64_t seconds, std::string_view artist,
                            std::string_view title, std::uint64_t listener) {
  time = std::clamp(time, -kLastTime, kLastTime);
  seconds = std::clamp<std::int64_t>(seconds, 0, kLastTime);
  plays_.push_back({listener, time, time + seconds, text_.keep(artist), text_.keep(title)});
  if (plays_.size() == kMostPlays) finish();
}

void ListeningSessions::finish() {
  std::stable_sort(plays_.begin(), plays_.end(), [](const Play& a, const Play& b) {
    return std::tie(a.listener, a.begin) < std::tie(b.listener, b.begin);
  });
  std::string name;
  const Play* before = nullptr;
  for (const Play& play : plays_) {
    if (before == nullptr || play.listener != before->listener ||
        play.begin - before->end > kPause) {
      ++sessions_;
      name = format_time(play.begin);
    }
    rows_.add(name, sessions_, play.artist, play.title, {}, play.end);
    before = &play;
  }
  plays_.clear();
  text_ = TextArena();
}

}  // namespace segue::read
