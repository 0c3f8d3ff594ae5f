#include "read/recognise.h"

#include <utility>

#include "read/file_start.h"
#include "read/formats.h"
#include "segue/unicode/text.h"
#include "segue/util/error.h"

namespace segue::read {
namespace {

#define SEGUE_POINT_TO_FORMAT(kind) &kind,
constexpr const FormatKind* kFormats[] = {SEGUE_FORMATS(SEGUE_POINT_TO_FORMAT)};
#undef SEGUE_POINT_TO_FORMAT

void refuse_binary(const FileStart& start) {
  constexpr std::pair<std::string_view, const char*> kKinds[] = {
      {"PK\x03\x04", "this is a zip file, which has to be unpacked first"},
      {"\x1F\x8B", "this is a gzip file, which has to be unpacked first"},
      {"%PDF", "this is a PDF, not a playlist"},
      {"\x89PNG", "this is a picture, not a playlist"},
      {"\xFF\xD8\xFF", "this is a picture, not a playlist"},
      {"bplist00", "this is a binary property list: export the library as XML instead"},
  };
  for (const auto& [beginning, what] : kKinds) {
    if (start.text().starts_with(beginning)) start.refuse(what);
  }
}

void refuse_web_page(const FileStart& start) {
  if (lower_case(repair_utf8(start.xml_root().substr(0, 40))) != "html") return;
  start.refuse("this is a web page, not a playlist: look for a button that exports or downloads");
}

/// Says what the file is, as far as that can be told, where it is none of the forms.
[[noreturn]] void refuse_unknown(const FileStart& start) {
  if (start.is_json()) {
    start.refuse(
        "this JSON is not a playlist file that Segue knows: of Spotify's account data it reads "
        "Playlist1.json, YourLibrary.json and the streaming history; further it reads slices of "
        "the Million Playlist Dataset, ListenBrainz's listens, and JSPF");
  }
  if (!start.is_text())
    start.refuse("this is not text, so it cannot be a playlist file that Segue knows");
  if (start.text().front() == '<') {
    start.refuse(
        "this XML is not a playlist file that Segue knows: it reads XSPF and what iTunes and "
        "Apple's Music export as XML");
  }
  start.refuse(
      "this is not a playlist file that Segue knows: it reads what Spotify, Exportify, Last.fm, "
      "ListenBrainz, iTunes and Apple Music export, M3U, XSPF and JSPF playlists, text of one "
      "\"artist - title\" a line, and CSV files whose first line names the columns "
      "\"artistname\", \"trackname\", \"playlistname\"");
}

}  // namespace

Recognised recognise(std::string_view text, bool at_end, RowSink& rows) {
  const bool is_all = at_end || text.size() >= kLongestStart;
  const FileStart start(text, is_all, rows.file());
  if (start.text().empty()) {
    if (!is_all) return {};
    throw Error(ErrorCode::bad_input, "the file is empty: choose one that holds playlists",
                {rows.file(), 0, 0});
  }
  refuse_binary(start);
  for (const FormatKind* kind : kFormats) {
    if (kind->recognises(start)) return {kind->name, kind->make(rows, start)};
  }
  refuse_web_page(start);
  if (is_all) refuse_unknown(start);
  return {};
}

}  // namespace segue::read
