#include "read_corpus.h"

#include <filesystem>
#include <iostream>
#include <optional>
#include <thread>
#include <utility>

#include "files.h"
#include "segue/rare_tracks.h"
#include "segue/reader.h"
#include "terminal.h"

namespace segue::cli {
namespace {

/// The bytes of all files together, where that can be known beforehand.
std::optional<std::uint64_t> total_size(const std::vector<std::string>& files) {
  std::uint64_t total = 0;
  for (const std::string& file : files) {
    if (!std::filesystem::is_regular_file(file)) return std::nullopt;
    total += std::filesystem::file_size(file);
  }
  return total;
}

/// Shows how much of the files is read.
class ReadingLine {
 public:
  explicit ReadingLine(const CorpusSource& source) {
    if (source.max_rows == 0) total_ = total_size(source.files);
  }

  void add(const std::string& file, std::size_t bytes) {
    done_ += bytes;
    if (!total_ || done_ > *total_) return;
    line_.show(static_cast<double>(done_) / static_cast<double>(*total_),
               "reading " + printable(file));
  }

 private:
  ProgressLine line_;
  std::optional<std::uint64_t> total_;
  std::uint64_t done_ = 0;
};

void print_problems(const std::string& file, const ReadReport& report) {
  if (report.rows_repaired != 0) {
    std::cerr << "  " << grouped(report.rows_repaired) << " rows of " << printable(file)
              << " were not UTF-8: their odd bytes became U+FFFD\n";
  }
  if (report.rows_skipped == 0) return;
  std::cerr << "  skipped " << grouped(report.rows_skipped) << " malformed rows of "
            << printable(file);
  for (const ReadProblem& problem : report.problems) {
    std::cerr << "\n  line " << problem.line;
    if (problem.column != 0) std::cerr << ", column " << problem.column;
    std::cerr << ": " << problem.reason;
  }
  if (report.rows_skipped > report.problems.size()) std::cerr << "\n  ...";
  std::cerr << '\n';
}

void print_facts(const std::vector<std::string>& files, const CorpusFacts& facts) {
  std::cerr << "read " << grouped(facts.rows_read) << " rows of "
            << (files.size() == 1 ? printable(files[0]) : grouped(files.size()) + " files") << ": "
            << grouped(facts.playlists) << " playlists, " << grouped(facts.tracks) << " tracks\n";
}

std::vector<ReadReport> read_files(const CorpusSource& source, CorpusBuilder& builder) {
  std::vector<ReadReport> reports;
  ReadingLine line(source);
  for (const std::string& file : source.files) {
    PlaylistReader reader(file, source.max_rows,
                          [&](const PlaylistEntry& entry) { builder.add(entry); });
    read_pieces(file, [&](std::string_view piece) {
      line.add(file, piece.size());
      return reader.push(piece);
    });
    reports.push_back(reader.finish());
  }
  return reports;
}

}  // namespace

LoadedCorpus read_corpus(const CorpusSource& source) {
  require_readable(source.files);
  CorpusBuilder builder(source.identity, std::thread::hardware_concurrency());
  const std::vector<ReadReport> reports = read_files(source, builder);
  LoadedCorpus loaded{std::move(builder).build(), {}};
  const std::size_t all_tracks = loaded.corpus.vocabulary.size();
  if (source.min_count > 1)
    loaded.corpus = without_rare_tracks(std::move(loaded.corpus), source.min_count);
  loaded.facts.playlists = loaded.corpus.playlists();
  loaded.facts.tracks = loaded.corpus.vocabulary.size();
  for (const ReadReport& report : reports) {
    loaded.facts.rows_read += report.rows_read;
    loaded.facts.rows_skipped += report.rows_skipped;
  }
  print_facts(source.files, loaded.facts);
  for (std::size_t i = 0; i < reports.size(); ++i)
    print_problems(source.files[i], reports[i]);
  if (all_tracks != loaded.facts.tracks) {
    std::cerr << "  left out " << grouped(all_tracks - loaded.facts.tracks)
              << " tracks that occur less than " << grouped(source.min_count) << " times\n";
  }
  return loaded;
}

}  // namespace segue::cli
