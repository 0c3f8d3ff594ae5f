#include "input/file_remarks.h"

#include <algorithm>

#include "output/terminal.h"

namespace segue::cli {
namespace {

std::string place_of(const ReadProblem& problem) {
  std::string place = problem.record;
  if (problem.line != 0) place += "line " + std::to_string(problem.line);
  if (problem.column != 0) place += ", column " + std::to_string(problem.column);
  return place;
}

const char* row_word(const ReadReport& report) {
  return report.kind == ReadKind::history ? "play" : "row";
}

std::string left_out_of(const FileReading& file) {
  std::string text;
  for (const LeftOut& one : file.report.left_out)
    text += (text.empty() ? "" : ", ") + one.what + " (" + grouped(one.rows) + ")";
  return text;
}

std::string repeats_of(const FileShare& share) {
  std::string text;
  if (share.repeated_plays != 0) text = several(share.repeated_plays, "play");
  if (share.repeated_playlists != 0)
    text += (text.empty() ? "" : " and ") + several(share.repeated_playlists, "playlist");
  return text;
}

}  // namespace

std::string amount_of(std::size_t playlists, std::size_t rows, ReadKind kind) {
  const bool is_history = kind == ReadKind::history;
  const std::string text = several(rows, is_history ? "play" : "row");
  if (playlists == 0) return text;
  return several(playlists, is_history ? "session" : "playlist") + ", " + text;
}

ReadKind kind_of(const std::vector<FileReading>& files) {
  const auto has = [&](ReadKind kind) {
    return std::any_of(files.begin(), files.end(), [&](const FileReading& file) {
      return file.report.rows_read != 0 && file.report.kind == kind;
    });
  };
  return has(ReadKind::history) && !has(ReadKind::playlists) ? ReadKind::history
                                                             : ReadKind::playlists;
}

std::string remarks_on(const FileReading& file, const std::string& indent) {
  const ReadReport& report = file.report;
  const std::string name = printable(file.name);
  const std::string row = row_word(report);
  std::string text;
  const auto add = [&](const std::string& line) { text += indent + line + "\n"; };
  if (file.error) add("could not read " + printable(file.error->what()));
  if (report.rows_repaired != 0) {
    add(several(report.rows_repaired, row) + " of " + name +
        (report.rows_repaired == 1 ? " was" : " were") + " not UTF-8: odd bytes became U+FFFD");
  }
  if (report.is_encoding_guessed) {
    add("read " + name +
        " as Windows-1252, which is a guess: name its encoding with --encoding if names look "
        "wrong");
  }
  if (const std::string repeats = repeats_of(file.share); !repeats.empty())
    add(repeats + " of " + name + " stood in a file before it, and " +
        (file.share.repeated_plays + file.share.repeated_playlists == 1 ? "counts" : "count") +
        " once");
  if (file.is_without_songs()) {
    add("no songs in " + name + ": " + left_out_of(file));
  } else if (!report.left_out.empty()) {
    add("left out of " + name + ": " + left_out_of(file));
  }
  if (report.stopped) add("of " + name + " " + printable(where_it_stopped(file)));
  if (report.rows_skipped == 0) return text;
  add("skipped " + several(report.rows_skipped, "malformed " + row) + " of " + name);
  for (const ReadProblem& problem : report.problems)
    add(place_of(problem) + ": " + printable(problem.reason));
  if (report.rows_skipped > report.problems.size()) add("...");
  return text;
}

}  // namespace segue::cli
