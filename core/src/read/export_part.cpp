#include <algorithm>
#include <iterator>

#include "read/csv_format.h"
#include "read/formats.h"
#include "read/json_format.h"

namespace segue::read {
namespace {

enum : Scope { kList = kRoot + 1, kRow };

constexpr Rule kRules[] = {
    {kRoot, kElement, kRow},   {kRoot, "items", kList}, {kRoot, "albums", kList},
    {kRoot, "artists", kList}, {kRoot, "shows", kList}, {kRoot, "episodes", kList},
    {kList, "items", kList},   {kList, kElement, kRow},
};

/// A file that lies in an export beside the songs.
struct Part {
  std::string_view paths[2];  ///< both stand in it; the second may be empty
  std::string_view what;      ///< what it holds instead of songs
};

constexpr Part kParts[] = {
    {{"/[]/podcastName", "/[]/episodeName"}, "podcast episodes"},
    {{"/[]/audiobookName", ""}, "chapters of audiobooks"},
    {{"/tracks", "/bannedTracks"}, "albums, artists and shows"},
    {{"/items/[]/track/show", ""}, "podcast episodes"},
    {{"/items/[]/episode/show", ""}, "podcast episodes"},
    {{"/items/[]/show/publisher", ""}, "podcasts"},
    {{"/items/[]/genres", "/items/[]/followers"}, "artists that you know"},
    {{"/artists/items/[]/genres", ""}, "artists that you know"},
    {{"/[]/searchQuery", "/[]/searchTime"}, "searches"},
    {{"/[]/artistName", "/[]/segment"}, "artists that you know"},
    {{"/[]/payment_method", ""}, "payments"},
    {{"/[]/Container Type", "/[]/Container Identifier"},
     "playlists without the names of their songs"},
    {{"/[]/Transaction Type", "/[]/Transaction Identifier"}, "changes of the library"},
    {{"/username", "/creationTime"}, "details of the account"},
    {{"/displayName", "/tasteMaker"}, "details of the account"},
    {{"/displayName", "/imageUrl"}, "details of the account"},
    {{"/identifierType", "/identifierValue"}, "details of the account"},
    {{"/payment_method", ""}, "payments"},
    {{"/payment_type", ""}, "payments"},
    {{"/userIsFollowing", "/userIsFollowedBy"}, "details of the account"},
    {{"/inferences", ""}, "guesses about the listener"},
    {{"/address", ""}, "details of the account"},
    {{"/highlights", "/stats"}, "figures about the listener"},
    {{"/topArtists", "/topTracks"}, "figures about the listener"},
    {{"/recording_msid", "/score"}, "loved and hated songs without their names"},
    {{"/recording_msid", "/feedback"}, "loved and hated songs without their names"},
};

const Part* part_of(const FileStart& start) {
  const auto* const found =
      std::find_if(std::begin(kParts), std::end(kParts), [&](const Part& part) {
        return start.json().has(part.paths[0]) &&
               (part.paths[1].empty() || start.json().has(part.paths[1]));
      });
  return found == std::end(kParts) ? nullptr : found;
}

/// Counts what it is passed over for.
class ExportPart : public JsonFormat {
 public:
  ExportPart(RowSink& rows, std::string_view what) : JsonFormat(rows, kRules), what_(what) {}

 private:
  void end(Scope scope) override {
    if (scope == kRow || (scope == kRoot && !has_rows_)) rows_.leave_out(what_);
    has_rows_ = true;
  }

  std::string_view what_;
  bool has_rows_ = false;
};

/// What YouTube's part of Google's Takeout says of a playlist: which videos, by their numbers only.
class VideoNumbers : public CsvFormat {
 public:
  VideoNumbers(RowSink& rows, const FileStart& start)
      : CsvFormat(rows, start.table().form, {1, start.table().columns, true}) {}

 private:
  void read_row(const CsvFields&, std::uint64_t) override {
    rows_.leave_out("videos of YouTube without their names");
  }
};

bool is_list_of_videos(const FileStart& start) {
  return start.has_enough_lines() && start.table().is_table && !start.layout() &&
         start.column({"video id", "video-id", "id de vidéo", "id de la vidéo", "id do vídeo",
                       "id video", "id de vídeo", "id del vídeo"}) == 0;
}

constexpr const char* kPartOfExport = "part of an export without songs";

}  // namespace

const FormatKind kListOfVideos = {kPartOfExport, is_list_of_videos, make_format_of<VideoNumbers>};

const FormatKind kExportPart = {
    kPartOfExport,
    [](const FileStart& start) { return part_of(start) != nullptr; },
    [](RowSink& rows, const FileStart& start) -> std::unique_ptr<Format> {
      return std::make_unique<ExportPart>(rows, part_of(start)->what);
    },
};

}  // namespace segue::read
