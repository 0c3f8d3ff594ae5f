#pragma once

#include <memory>

#include "read/file_start.h"
#include "read/format.h"
#include "read/row_sink.h"

namespace segue::read {

/// A form of file. Each is defined in the file of its reader and listed below; that is all that a
/// form added takes.
struct FormatKind {
  const char* name;  ///< what people call it

  /// Whether a file that begins so is of this form. False too where that cannot be told yet. May
  /// refuse a file that is of this form and holds nothing that can be read.
  bool (*recognises)(const FileStart& start);

  /// Its reader, whose rows go to `rows`, for a file that begins so.
  std::unique_ptr<Format> (*make)(RowSink& rows, const FileStart& start);
};

/// `make` of a reader that learns from the bytes alone.
template <typename Reader>
std::unique_ptr<Format> make_format(RowSink& rows, const FileStart&) {
  return std::make_unique<Reader>(rows);
}

/// `make` of a reader that also asks the file's start.
template <typename Reader>
std::unique_ptr<Format> make_format_of(RowSink& rows, const FileStart& start) {
  return std::make_unique<Reader>(rows, start);
}

// All forms, in the order in which a file is asked whether it is of one: what is told by its
// syntax, then tables by their columns, then what looks like a list.
#define SEGUE_FORMATS(X)     \
  X(kMpdSlice)               \
  X(kSpotifyApi)             \
  X(kSpotifyPlaylists)       \
  X(kSpotifyLibrary)         \
  X(kSpotifyHistory)         \
  X(kSpotifyExtendedHistory) \
  X(kJspf)                   \
  X(kListenBrainzLines)      \
  X(kListenBrainzArray)      \
  X(kTakeoutHistory)         \
  X(kAppleLibrary)           \
  X(kExportPart)             \
  X(kItunesLibrary)          \
  X(kXspf)                   \
  X(kWpl)                    \
  X(kAsx)                    \
  X(kRekordbox)              \
  X(kTraktor)                \
  X(kPls)                    \
  X(kCue)                    \
  X(kScrobblerLog)           \
  X(kZenodoCsv)              \
  X(kAppleActivity)          \
  X(kAppleDaily)             \
  X(kSpotifyBackup)          \
  X(kExportify)              \
  X(kLastfm)                 \
  X(kListOfVideos)           \
  X(kTableOfPlays)           \
  X(kTableOfSongs)           \
  X(kM3u)                    \
  X(kPlainText)

#define SEGUE_DECLARE_FORMAT(kind) extern const FormatKind kind;
SEGUE_FORMATS(SEGUE_DECLARE_FORMAT)
#undef SEGUE_DECLARE_FORMAT

}  // namespace segue::read
