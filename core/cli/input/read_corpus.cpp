#include "input/read_corpus.h"

#include <algorithm>
#include <iostream>
#include <thread>
#include <utility>

#include "input/corpus_remarks.h"
#include "input/inputs.h"
#include "output/terminal.h"
#include "segue/corpus/rare_tracks.h"
#include "segue/corpus/readiness.h"
#include "system/files.h"

namespace segue::cli {
namespace {

/// Reads one file after another into a corpus, and shows how far it is.
class CorpusTaker : public FileTaker {
 public:
  CorpusTaker(const CorpusSource& source, std::optional<std::uint64_t> bytes)
      : max_rows_(source.max_rows),
        bytes_(bytes),
        builder_(source.identity, std::thread::hardware_concurrency(), source.names) {}

  void begin(const FileName& name) override {
    files_.push_back({name, {}, 0, 0, std::nullopt, false});
    before_ = builder_.so_far();
    reader_.emplace(name.text, max_rows_,
                    [this](const PlaylistEntry& entry) { builder_.add(entry); });
  }

  bool push(std::string_view bytes) override {
    return attempt([&] { return reader_->push(bytes); });
  }

  void end() override {
    attempt([&] {
      files_.back().report = reader_->finish();
      return true;
    });
    close();
  }

  void fail(const FileName& name, const Error& error) override {
    if (reader_) end();
    if (files_.empty() || files_.back().name.text != name.text)
      files_.push_back({name, {}, 0, 0, std::nullopt, false});
    files_.back().error = error;
    files_.back().is_passed_over = false;
  }

  void advance(const FileName& name, std::uint64_t bytes) override {
    done_ += bytes;
    if (!bytes_ || done_ > *bytes_ || max_rows_ != 0) return;
    line_.show(static_cast<double>(done_) / static_cast<double>(*bytes_),
               "reading " + printable(name.text));
  }

  FilesReading result() && {
    line_.clear();
    MergedSpellings merged = builder_.merged();
    return {std::move(files_), std::move(merged), std::move(builder_).build()};
  }

 private:
  /// False where the file cannot be read, which is kept.
  template <typename Work>
  bool attempt(Work work) {
    if (files_.back().error) return false;
    try {
      return work();
    } catch (const Error& error) {
      FileReading& file = files_.back();
      file.error = error;
      file.report.format = reader_->format();
      file.is_passed_over = file.name.is_found && file.report.format.empty();
      return false;
    }
  }

  void close() {
    reader_.reset();
    const CorpusSize now = builder_.so_far();
    files_.back().playlists = now.playlists - before_.playlists;
    files_.back().tracks = now.tracks - before_.tracks;
    files_.back().report.rows_read = now.rows - before_.rows;
  }

  std::uint64_t max_rows_;
  std::optional<std::uint64_t> bytes_;  // of all files
  std::uint64_t done_ = 0;
  CorpusBuilder builder_;
  CorpusSize before_;  // the file that is being read
  std::optional<PlaylistReader> reader_;
  std::vector<FileReading> files_;
  ProgressLine line_;
};

void print_facts(const std::vector<FileReading>& files, const CorpusFacts& facts) {
  std::vector<std::string> read;
  for (const FileReading& file : files) {
    if (file.is_read()) read.push_back(file.name.text);
  }
  std::cerr << "read " << several(facts.rows_read, "row") << " of "
            << (read.size() == 1 ? printable(read[0]) : several(read.size(), "file")) << ": "
            << several(facts.playlists, "playlist") << ", " << several(facts.tracks, "track")
            << '\n';
}

std::string place_of(const ReadProblem& problem) {
  std::string place = problem.record;
  if (problem.line != 0) place += "line " + std::to_string(problem.line);
  if (problem.column != 0) place += ", column " + std::to_string(problem.column);
  return place;
}

}  // namespace

FilesReading read_files(const CorpusSource& source) {
  require_readable(source.files);
  const std::vector<FileName> files = files_of(source.files);
  CorpusTaker taker(source, total_size(files));
  for (const FileName& file : files)
    take_file(file, taker);
  return std::move(taker).result();
}

void require_some(const std::vector<std::string>& named, const std::vector<FileReading>& files) {
  const auto is_any = [&](auto is) { return std::any_of(files.begin(), files.end(), is); };
  if (is_any([](const FileReading& file) { return file.report.rows_read != 0; })) return;
  // A playlist file without songs is one all the same.
  const bool is_bad =
      is_any([](const FileReading& file) { return file.error && !file.is_passed_over; });
  if (!is_bad && is_any([](const FileReading& file) { return file.is_read(); })) return;
  if (files.size() == 1 && files[0].error) throw *files[0].error;
  for (const FileReading& file : files) {
    if (!file.is_passed_over) std::cerr << remarks_on(file, "  ");
  }
  const std::string none = files.empty() ? "there is no file"
                                         : "none of the " + grouped(files.size()) +
                                               " files is a playlist file that Segue can read";
  throw Error(ErrorCode::bad_input, named.size() == 1 ? none + " in it" : none,
              {named.size() == 1 ? named[0] : ""});
}

LoadedCorpus read_corpus(const CorpusSource& source) {
  FilesReading read = read_files(source);
  require_some(source.files, read.files);
  LoadedCorpus loaded{std::move(read.corpus), {}};
  const std::size_t all_tracks = loaded.corpus.vocabulary.size();
  if (source.min_count > 1)
    loaded.corpus = without_rare_tracks(std::move(loaded.corpus), source.min_count);
  loaded.facts.playlists = loaded.corpus.playlists();
  loaded.facts.tracks = loaded.corpus.vocabulary.size();
  for (const FileReading& file : read.files) {
    loaded.facts.rows_read += file.report.rows_read;
    loaded.facts.rows_skipped += file.report.rows_skipped;
  }
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
              << " less than " << grouped(source.min_count) << " times\n";
  }
  std::cerr << order_remark(loaded.corpus);
  const Judgement judgement = judge(loaded.corpus);
  if (judgement.readiness == Readiness::little) std::cerr << readiness_remark(judgement);
  return loaded;
}

std::string remarks_on(const FileReading& file, const std::string& indent) {
  const ReadReport& report = file.report;
  const std::string name = printable(file.name.text);
  std::string text;
  const auto add = [&](const std::string& line) { text += indent + line + "\n"; };
  if (file.error) add("could not read " + printable(file.error->what()));
  if (report.rows_repaired != 0) {
    add(several(report.rows_repaired, "row") + " of " + name +
        (report.rows_repaired == 1 ? " was" : " were") + " not UTF-8: odd bytes became U+FFFD");
  }
  for (const LeftOut& left_out : report.left_out)
    add("left out of " + name + ": " + left_out.what + " (" + grouped(left_out.rows) + ")");
  if (report.rows_skipped == 0) return text;
  add("skipped " + several(report.rows_skipped, "malformed row") + " of " + name);
  for (const ReadProblem& problem : report.problems)
    add(place_of(problem) + ": " + printable(problem.reason));
  if (report.rows_skipped > report.problems.size()) add("...");
  return text;
}

}  // namespace segue::cli
