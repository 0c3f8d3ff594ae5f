#include "input/playlist_report.h"

#include <iostream>
#include <string>

#include "input/corpus_remarks.h"
#include "output/json_output.h"
#include "output/terminal.h"
#include "segue/corpus/playlist_order.h"
#include "segue/corpus/readiness.h"
#include "segue/unicode/text.h"

namespace segue::cli {
namespace {

constexpr std::size_t kMostNamed = 10;

void print_file(const FileReading& file) {
  std::cout << printable(file.name.text) << '\n';
  if (!file.report.format.empty()) {
    std::cout << "  " << file.report.format << ": " << several(file.playlists, "playlist") << ", "
              << several(file.report.rows_read, "row") << ", " << several(file.tracks, "track")
              << " that no file before it had\n";
  }
  std::cout << remarks_on(file, "  ");
}

void print_passed_over(const std::vector<FileReading>& files) {
  std::string names;
  std::size_t count = 0;
  for (const FileReading& file : files) {
    if (!file.is_passed_over || ++count > kMostNamed) continue;
    names += "  " + printable(file.name.text) + "\n";
  }
  if (count == 0) return;
  std::cout << "passed over, because they are no playlists\n" << names;
  if (count > kMostNamed) std::cout << "  and " << grouped(count - kMostNamed) << " more\n";
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

boost::json::object file_json(const FileReading& file) {
  const ReadReport& report = file.report;
  boost::json::array problems;
  for (const ReadProblem& problem : report.problems) {
    problems.push_back({{"line", problem.line},
                        {"column", problem.column},
                        {"record", problem.record},
                        {"reason", problem.reason}});
  }
  boost::json::array left_out;
  for (const LeftOut& one : report.left_out)
    left_out.push_back({{"what", one.what}, {"rows", one.rows}});
  boost::json::object object = {
      {"file", repair_utf8(file.name.text)},   {"format", report.format},
      {"playlists", file.playlists},           {"tracks", file.tracks},
      {"rows_read", report.rows_read},         {"rows_skipped", report.rows_skipped},
      {"rows_repaired", report.rows_repaired}, {"problems", std::move(problems)},
      {"left_out", std::move(left_out)},       {"passed_over", file.is_passed_over}};
  if (file.error) {
    object["error"] = {{"code", to_string(file.error->code())},
                       {"message", file.error->message()},
                       {"line", file.error->location().line},
                       {"column", file.error->location().column}};
  }
  return object;
}

}  // namespace

void print_playlists(const FilesReading& read) {
  for (const FileReading& file : read.files) {
    if (!file.is_passed_over) print_file(file);
  }
  print_passed_over(read.files);
  std::cout << "together\n  " << several(read.corpus.playlists(), "playlist") << ", "
            << several(read.corpus.vocabulary.size(), "track") << ", "
            << several(read.corpus.tokens.size(), "row") << '\n';
  print_merged(read.merged);
  std::cout << order_remark(read.corpus) << readiness_remark(judge(read.corpus));
}

void print_playlists_json(const FilesReading& read) {
  boost::json::array files;
  for (const FileReading& file : read.files)
    files.push_back(file_json(file));
  boost::json::array examples;
  for (const auto& [spelling, track] : read.merged.examples)
    examples.push_back({{"spelling", spelling}, {"track", track}});
  const Judgement judgement = judge(read.corpus);
  print_json(boost::json::object{
      {"files", std::move(files)},
      {"playlists", read.corpus.playlists()},
      {"tracks", read.corpus.vocabulary.size()},
      {"rows", read.corpus.tokens.size()},
      {"merged", {{"spellings", read.merged.spellings}, {"examples", std::move(examples)}}},
      {"orders", orders_json(read.corpus)},
      {"enough",
       {{"readiness", to_string(judgement.readiness)},
        {"playlists", judgement.playlists},
        {"shared_tracks", judgement.shared_tracks}}}});
}

}  // namespace segue::cli
