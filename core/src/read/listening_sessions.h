#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "read/row_sink.h"
#include "segue/util/text_arena.h"

namespace segue::read {

/// Makes playlists of a listening history: what somebody played in one go. A session ends where
/// nothing is played for 30 minutes, and is named after its beginning.
class ListeningSessions {
 public:
  explicit ListeningSessions(RowSink& rows) : rows_(rows) {
    rows.report().kind = ReadKind::history;
  }

  /// A play that began at `time` (seconds since 1970) and went on for `seconds`, 0 where that is
  /// not known; `listener` tells apart whose histories a file holds. In any order: some exports
  /// begin with the last play.
  void add(std::int64_t time, std::int64_t seconds, std::string_view artist, std::string_view title,
           std::uint64_t listener = 0);

  /// Passes on what is left.
  void finish();

 private:
  struct Play {
    std::uint64_t listener;
    std::int64_t begin;
    std::int64_t end;
    std::string_view artist;
    std::string_view title;
  };

  RowSink& rows_;
  std::vector<Play> plays_;
  TextArena text_;
  std::uint64_t sessions_ = 0;
};

/// Shorter plays were skipped by the listener, and say nothing about what goes together.
constexpr std::int64_t kShortestPlay = 30;  // seconds
constexpr std::string_view kShortPlays = "plays of less than 30 seconds";

}  // namespace segue::read
