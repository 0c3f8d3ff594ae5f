#include "read/recognise.h"

#include <algorithm>
#include <string>
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
      {"\xD0\xCF\x11\xE0", "this is an old Excel or Word document: save it as CSV or plain text"},
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

std::string quoted_names(const TableStart& table) {
  constexpr std::size_t kMost = 12;
  std::string text;
  const std::size_t count = std::min(table.names.size(), kMost);
  for (std::size_t i = 0; i < count; ++i)
    text += (i == 0 ? "\"" : ", \"") + shown_name(table.names[i]) + "\"";
  if (table.names.size() > kMost)
    text += " and " + std::to_string(table.names.size() - kMost) + " more";
  return text;
}

/// Says of a table which columns it has, and which it lacks.
[[noreturn]] void refuse_table(const FileStart& start) {
  const TableStart& table = start.table();
  const std::string delimiter = delimiter_name(table.form.dialect.delimiter);
  const std::string what = "this table is not a playlist file that Segue can read: ";
  if (table.names.empty()) {
    start.refuse(what +
                 "nothing says which of its columns are the title and the artist; put a line "
                 "above it that names them all, such as title, artist, album, with a " +
                 delimiter + " between the names");
  }
  const TableLayout found = named_columns(table);
  const bool has_title = found.title != kNoColumn;
  const bool has_artist = found.artist != kNoColumn;
  const std::string missing = has_title    ? "an artist"
                              : has_artist ? "a title"
                                           : "a title or an artist";
  const std::string wanted = has_title    ? "\"artist\""
                             : has_artist ? "\"title\""
                                          : "\"title\" and \"artist\"";
  start.refuse(what + "none of its columns " + quoted_names(table) + " is named as " + missing +
               "; rename what holds that to " + wanted + " in the first line");
}

constexpr const char* kEmpty = "the file is empty: choose one that holds playlists";

/// Lists and objects with nothing in them but such ones, as an export writes them that has nothing
/// to tell: {"playlists": []}. Not where it is cut short: what is missing may hold songs.
bool is_empty_json(std::string_view text) {
  if (!text.starts_with('[') && !text.starts_with('{')) return false;
  const auto count = [](std::string_view part, std::string_view brackets) {
    return std::count_if(part.begin(), part.end(),
                         [&](char c) { return brackets.find(c) != std::string_view::npos; });
  };
  std::ptrdiff_t depth = 0;
  while (true) {
    const std::string_view signs = text.substr(0, text.find_first_not_of("[]{},: \t\r\n"));
    depth += count(signs, "[{") - count(signs, "]}");
    text.remove_prefix(signs.size());
    if (text.empty()) return depth == 0;
    const std::size_t end = text.find('"', 1);
    if (text.front() != '"' || end == std::string_view::npos) return false;
    text.remove_prefix(end + 1);
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    if (!text.starts_with(':')) return false;  // it was no name
  }
}

/// Where lines are in an encoding that nobody knows, what they are cannot be told either.
void refuse_unknown_encoding(const FileStart& start) {
  LineEncoding encoding = start.encoding();
  std::string buffer;
  if (std::all_of(start.lines().begin(), start.lines().end(),
                  [&](std::string_view line) { return encoding.utf8(line, buffer).has_value(); }))
    return;
  start.refuse(std::string("this is not a playlist file that Segue knows, or one of which ") +
               kUnknownEncoding);
}

/// Says what the file is, as far as that can be told, where it is none of the forms.
[[noreturn]] void refuse_unknown(const FileStart& start) {
  if (start.is_json()) {
    start.refuse(
        "this JSON is not a playlist file that Segue knows: it reads playlists, library and "
        "history "
        "of Spotify's account data, Spotify's Web API, slices of the Million Playlist Dataset, "
        "ListenBrainz's listens, YouTube's history, Apple's privacy export, and JSPF");
  }
  if (!start.is_text())
    start.refuse("this is not text, so it cannot be a playlist file that Segue knows");
  if (start.text().front() == '<') {
    start.refuse(
        "this XML is not a playlist file that Segue knows: it reads XSPF, WPL, ASX, Traktor's NML, "
        "and what iTunes, Apple's Music and rekordbox export as XML");
  }
  refuse_unknown_encoding(start);
  if (start.table().is_table) refuse_table(start);
  start.refuse(
      "this is not a playlist file that Segue knows: it reads what streaming services and their "
      "exporters give (Spotify, Apple Music, YouTube, Last.fm, ListenBrainz, Exportify, Soundiiz), "
      "playlists of players (M3U, PLS, XSPF, JSPF, WPL, ASX, cue sheets), libraries of iTunes, "
      "rekordbox and Traktor, tables whose first line names the columns, such as \"title\", "
      "\"artist\", \"playlist\", and text of one \"artist - title\" a line");
}

}  // namespace

Recognised recognise(std::string_view text, bool at_end, RowSink& rows) {
  const bool is_all = at_end || text.size() >= kLongestStart;
  const FileStart start(text, is_all, rows.file(), rows.encoding());
  if (start.text().empty()) {
    if (!is_all) return {};
    throw Error(ErrorCode::bad_input, kEmpty, {rows.file(), 0, 0});
  }
  refuse_binary(start);
  if (at_end && is_empty_json(start.text())) start.refuse(kEmpty);
  for (const FormatKind* kind : kFormats) {
    if (!kind->recognises(start)) continue;
    rows.encoding() = start.encoding();
    return {kind->name, kind->make(rows, start)};
  }
  refuse_web_page(start);
  if (is_all) refuse_unknown(start);
  return {};
}

}  // namespace segue::read
