#include "input/read_corpus.h"

#include <algorithm>
#include <iostream>
#include <thread>
#include <utility>

#include "input/corpus_remarks.h"
#include "input/file_remarks.h"
#include "input/inputs.h"
#include "output/terminal.h"
#include "segue/corpus/readiness.h"
#include "segue/util/error.h"
#include "system/files.h"

namespace segue::cli {
namespace {

/// Shows how many of all the bytes are read, where that can be known.
class ReadingLine {
 public:
  ReadingLine(const std::vector<InputFile>& files, bool is_all)
      : total_(is_all ? total_size(files) : std::nullopt) {}

  void advance(const std::string& path, std::size_t bytes) {
    done_ += bytes;
    if (!total_ || done_ > *total_) return;
    line_.show(static_cast<double>(done_) / static_cast<double>(*total_),
               "reading " + printable(path));
  }

 private:
  std::optional<std::uint64_t> total_;
  std::uint64_t done_ = 0;
  ProgressLine line_;
};

void take_file(const InputFile& file, Intake& intake, ReadingLine& line) {
  intake.begin(file.path, file.is_found);
  try {
    read_pieces(file.path, [&](std::string_view piece) {
      line.advance(file.path, piece.size());
      return intake.push(piece);
    });
  } catch (const Error& error) {
    return intake.fail(error.message());
  }
  intake.end();
}

void print_facts(const std::vector<FileReading>& files, const CorpusFacts& facts) {
  std::vector<std::string> read;
  for (const FileReading& file : files) {
    if (file.is_read() && !file.is_without_songs()) read.push_back(file.name);
  }
  const ReadKind kind = kind_of(files);
  std::cerr << "read " << several(facts.rows_read, kind == ReadKind::history ? "play" : "row")
            << " of " << (read.size() == 1 ? printable(read[0]) : several(read.size(), "file"))
            << ": " << several(facts.playlists, kind == ReadKind::history ? "session" : "playlist")
            << ", " << several(facts.tracks, "track") << '\n';
}

/// Where nothing is left to train on, although there were songs.
void require_playlists(const FilesReading& read) {
  const std::string instead = what_is_there_instead(read.files);
  if (!read.corpus.tokens.empty() || instead.empty()) return;
  throw Error(ErrorCode::nothing_to_learn,
              "there is nothing to learn from: there is no playlist of songs, but " + instead);
}

}  // namespace

FilesReading read_files(const CorpusSource& source) {
  require_readable(source.files);
  const std::vector<InputFile> files = files_of(source.files);
  IntakeOptions options = intake_options(source.plan);
  options.threads = std::thread::hardware_concurrency();
  options.keeps_playlist_names = source.keeps_playlist_names;
  options.encoding = source.encoding;
  Intake intake(options);
  {
    ReadingLine line(files, source.plan.max_rows == 0);
    for (const InputFile& file : files) {
      if (intake.is_enough()) break;
      take_file(file, intake, line);
    }
  }
  return std::move(intake).finish();
}

void require_some(const CorpusSource& source, const FilesReading& read) {
  require_some(read.files, source.files.size() == 1 ? source.files[0] : "");
}

LoadedCorpus read_corpus(const CorpusSource& source) {
  FilesReading read = read_files(source);
  require_some(source, read);
  require_playlists(read);
  LoadedCorpus loaded{std::move(read.corpus), {}};
  const std::size_t all_tracks = loaded.corpus.vocabulary.size();
  loaded.facts.rows_read = loaded.corpus.tokens.size();
  loaded.corpus = prepare(std::move(loaded.corpus), source.plan);
  loaded.facts.playlists = loaded.corpus.playlists();
  loaded.facts.tracks = loaded.corpus.vocabulary.size();
  for (const FileReading& file : read.files)
    loaded.facts.rows_skipped += file.report.rows_skipped;
  print_facts(read.files, loaded.facts);
  for (const FileReading& file : read.files) {
    if (!file.is_passed_over) std::cerr << remarks_on(file, "  ");
  }
  const auto passed_over = std::count_if(read.files.begin(), read.files.end(),
                                         [](const auto& file) { return file.is_passed_over; });
  if (passed_over != 0) {
    std::cerr << "  passed over "
              << several(static_cast<std::uint64_t>(passed_over),
                         "other file, which is no playlist", "other files, which are no playlists")
              << '\n';
  }
  if (read.merged.spellings != 0) {
    std::cerr << "  took " << several(read.merged.spellings, "spelling")
              << " for a track that is spelled otherwise, too; --names exact keeps them apart\n";
  }
  if (all_tracks != loaded.facts.tracks) {
    std::cerr << "  left out "
              << several(all_tracks - loaded.facts.tracks, "track that occurs", "tracks that occur")
              << " less than " << grouped(source.plan.min_count) << " times\n";
  }
  std::cerr << order_remark(loaded.corpus);
  const Judgement judgement = judge(loaded.corpus);
  if (judgement.readiness == Readiness::little) std::cerr << readiness_remark(judgement);
  return loaded;
}

}  // namespace segue::cli
