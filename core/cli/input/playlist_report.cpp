#include "input/playlist_report.h"

#include <iostream>
#include <string>

#include "input/corpus_remarks.h"
#include "input/file_remarks.h"
#include "output/json_output.h"
#include "output/terminal.h"
#include "segue/corpus/playlist_order.h"
#include "segue/corpus/readiness.h"
#include "segue/unicode/text.h"

namespace segue::cli {
namespace {

constexpr std::size_t kMostNamed = 10;

void print_columns(const std::vector<ReadColumn>& columns) {
  std::string text;
  for (const ReadColumn& column : columns)
    text += (text.empty() ? "" : ", ") + printable(column.column) + " as " + column.meaning;
  if (!text.empty()) std::cout << "  columns read: " << text << '\n';
}

/// `is_first` where no file before it was read, so that all its tracks are new.
void print_file(const FileReading& file, bool is_first) {
  std::cout << printable(file.name) << '\n';
  if (file.is_read()) {
    const FileShare& share = file.share;
    std::cout << "  " << file.report.format;
    if (!file.is_without_songs()) {
      std::cout << ": "
                << amount_of(share.brought.playlists + share.repeated_playlists,
                             file.report.rows_read, file.report.kind);
      if (is_first || share.brought.tracks != 0) {
        std::cout << ", " << several(share.brought.tracks, "track")
                  << (is_first ? "" : " that no file before it had");
      }
    }
    std::cout << '\n';
  }
  print_columns(file.report.columns);
  std::cout << remarks_on(file, "  ");
}

void print_files(const std::vector<FileReading>& files) {
  bool is_first = true;
  for (const FileReading& file : files) {
    if (file.is_passed_over) continue;
    print_file(file, is_first);
    is_first = is_first && file.share.brought.rows == 0;
  }
}

void print_passed_over(const std::vector<FileReading>& files, bool all) {
  std::string names;
  std::size_t count = 0;
  for (const FileReading& file : files) {
    if (!file.is_passed_over || (++count > kMostNamed && !all)) continue;
    names += "  " + printable(file.name) + "\n";
  }
  if (count == 0) return;
  std::cout << "passed over, because they are no playlists\n" << names;
  if (count > kMostNamed && !all)
    std::cout << "  and " << grouped(count - kMostNamed) << " more, which --all lists\n";
}

void print_playlist_sizes(const FilesReading& read) {
  std::cout << (kind_of(read.files) == ReadKind::history ? "sessions\n" : "playlists\n");
  for (std::size_t i = 0; i < read.corpus.playlists(); ++i) {
    const std::string& name = read.corpus.names[i];
    std::cout << "  " << (name.empty() ? "(no name)" : printable(name)) << ": "
              << several(read.corpus.playlist(i).size(), "track") << '\n';
  }
}

void print_merged(const MergedSpellings& merged) {
  if (merged.spellings == 0) return;
  std::cout << "  " << several(merged.spellings, "spelling is", "spellings are")
            << " taken for a track that is spelled otherwise, too:\n";
  for (const auto& [spelling, track] : merged.examples)
    std::cout << "    '" << printable(spelling) << "' for '" << printable(track) << "'\n";
}

boost::json::object orders_json(const Corpus& corpus) {
  const PlaylistOrders orders = find_orders(corpus);
  return {{"by_title", orders.by_title},
          {"nearly_by_title", orders.nearly_by_title},
          {"by_artist", orders.by_artist},
          {"nearly_by_artist", orders.nearly_by_artist}};
}

boost::json::object problem_json(const ReadProblem& problem) {
  return {{"line", problem.line},
          {"column", problem.column},
          {"record", problem.record},
          {"reason", problem.reason}};
}

boost::json::array columns_json(const std::vector<ReadColumn>& columns) {
  boost::json::array array;
  for (const ReadColumn& column : columns)
    array.push_back({{"column", column.column}, {"meaning", column.meaning}});
  return array;
}

boost::json::array sizes_json(const FilesReading& read) {
  boost::json::array array;
  for (std::size_t i = 0; i < read.corpus.playlists(); ++i) {
    array.push_back(
        {{"playlist", read.corpus.names[i]}, {"tracks", read.corpus.playlist(i).size()}});
  }
  return array;
}

boost::json::object file_json(const FileReading& file) {
  const ReadReport& report = file.report;
  boost::json::array problems;
  for (const ReadProblem& problem : report.problems)
    problems.push_back(problem_json(problem));
  boost::json::array left_out;
  for (const LeftOut& one : report.left_out)
    left_out.push_back({{"what", one.what}, {"rows", one.rows}});
  boost::json::object object = {{"file", repair_utf8(file.name)},
                                {"format", report.format},
                                {"playlists", file.share.brought.playlists},
                                {"tracks", file.share.brought.tracks},
                                {"rows_read", report.rows_read},
                                {"rows_skipped", report.rows_skipped},
                                {"rows_repaired", report.rows_repaired},
                                {"problems", std::move(problems)},
                                {"left_out", std::move(left_out)},
                                {"passed_over", file.is_passed_over}};
  object["kind"] = report.kind == ReadKind::history ? "history" : "playlists";
  object["repeated_plays"] = file.share.repeated_plays;
  object["repeated_playlists"] = file.share.repeated_playlists;
  object["encoding_guessed"] = report.is_encoding_guessed;
  object["columns"] = columns_json(report.columns);
  if (report.stopped) object["stopped"] = problem_json(*report.stopped);
  if (file.error) {
    object["error"] = {{"code", to_string(file.error->code())},
                       {"message", file.error->message()},
                       {"line", file.error->location().line},
                       {"column", file.error->location().column}};
  }
  return object;
}

}  // namespace

void print_playlists(const FilesReading& read, const ReportOptions& options) {
  print_files(read.files);
  print_passed_over(read.files, options.lists_all_files);
  if (options.lists_playlists) print_playlist_sizes(read);
  const ReadKind kind = kind_of(read.files);
  std::cout << "together\n  " << amount_of(read.corpus.playlists(), read.corpus.tokens.size(), kind)
            << ", " << several(read.corpus.vocabulary.size(), "track") << '\n';
  print_merged(read.merged);
  std::cout << order_remark(read.corpus) << readiness_remark(judge(read.corpus));
}

void print_playlists_json(const FilesReading& read, const ReportOptions& options) {
  boost::json::array files;
  for (const FileReading& file : read.files)
    files.push_back(file_json(file));
  boost::json::array examples;
  for (const auto& [spelling, track] : read.merged.examples)
    examples.push_back({{"spelling", spelling}, {"track", track}});
  const Judgement judgement = judge(read.corpus);
  boost::json::object document = {
      {"files", std::move(files)},
      {"playlists", read.corpus.playlists()},
      {"tracks", read.corpus.vocabulary.size()},
      {"rows", read.corpus.tokens.size()},
      {"merged", {{"spellings", read.merged.spellings}, {"examples", std::move(examples)}}},
      {"orders", orders_json(read.corpus)},
      {"enough",
       {{"readiness", to_string(judgement.readiness)},
        {"playlists", judgement.playlists},
        {"shared_tracks", judgement.shared_tracks}}}};
  if (options.lists_playlists) document["sizes"] = sizes_json(read);
  print_json(document);
}

}  // namespace segue::cli
