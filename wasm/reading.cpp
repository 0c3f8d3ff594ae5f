// Files of playlists on their way into a corpus.

#include <emscripten/bind.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "corpus.h"
#include "segue/corpus/readiness.h"
#include "segue/read/reader.h"
#include "values.h"

namespace segue::wasm {
namespace {

/// Files of playlists on their way into one corpus, one after another.
class Reader {
 public:
  Reader(std::uint64_t max_rows, PlaylistIdentity playlists, TrackIdentity tracks)
      : max_rows_(max_rows), builder_(playlists, 1, tracks) {}

  /// Begins a file. Of all files together no more than `max_rows` are read: once they are, no
  /// further one may begin.
  val begin(const std::string& file) {
    return attempt([&] {
      before_ = builder_.so_far();
      const std::uint64_t left = max_rows_ == 0 ? 0 : max_rows_ - before_.rows;
      reader_.emplace(file, left, [this](const PlaylistEntry& entry) { builder_.add(entry); });
      return val::null();
    });
  }

  val push(const val& chunk) {
    return attempt([&] { return val(reader_->push(copy_bytes(chunk))); });
  }

  /// What the file is, as far as that is known; empty where it is none of playlists.
  std::string format() const { return reader_ ? reader_->format() : std::string(); }

  val end() {
    return attempt([&] {
      const ReadReport report = reader_->finish();
      return report_val(report, before_, builder_.so_far());
    });
  }

  val finish() {
    return attempt([&] {
      const MergedSpellings merged = builder_.merged();
      const auto corpus = std::make_shared<Corpus>(Corpus{std::move(builder_).build(), max_rows_});
      val result = summary_val(corpus->value, merged);
      result.set("corpus", corpus);
      return result;
    });
  }

 private:
  static val report_val(const ReadReport& report, const CorpusSize& before, const CorpusSize& now) {
    val result = val::object();
    result.set("format", report.format);
    result.set("rowsRead", static_cast<double>(report.rows_read));
    result.set("rowsSkipped", static_cast<double>(report.rows_skipped));
    result.set("rowsRepaired", static_cast<double>(report.rows_repaired));
    result.set("playlists", now.playlists - before.playlists);
    result.set("tracks", now.tracks - before.tracks);
    result.set("more", report.more);
    result.set("problems", array_of(report.problems, [](const ReadProblem& problem) {
                 val entry = val::object();
                 entry.set("line", static_cast<double>(problem.line));
                 entry.set("column", static_cast<double>(problem.column));
                 entry.set("record", problem.record);
                 entry.set("reason", problem.reason);
                 return entry;
               }));
    result.set("leftOut", array_of(report.left_out, [](const LeftOut& one) {
                 val entry = val::object();
                 entry.set("what", one.what);
                 entry.set("rows", static_cast<double>(one.rows));
                 return entry;
               }));
    return result;
  }

  static val summary_val(const segue::Corpus& corpus, const MergedSpellings& merged) {
    const Judgement judgement = judge(corpus);
    val enough = val::object();
    enough.set("readiness", std::string(to_string(judgement.readiness)));
    enough.set("playlists", judgement.playlists);
    enough.set("sharedTracks", judgement.shared_tracks);
    val spellings = val::object();
    spellings.set("spellings", merged.spellings);
    spellings.set("examples",
                  array_of(merged.examples, [](const MergedSpellings::Example& example) {
                    val entry = val::object();
                    entry.set("spelling", example.spelling);
                    entry.set("track", example.track);
                    return entry;
                  }));
    val result = val::object();
    result.set("rows", corpus.tokens.size());
    result.set("playlists", corpus.playlists());
    result.set("tracks", corpus.vocabulary.size());
    result.set("merged", spellings);
    result.set("enough", enough);
    return result;
  }

  std::uint64_t max_rows_;
  CorpusBuilder builder_;
  CorpusSize before_;  // the file that is being read
  std::optional<PlaylistReader> reader_;
};

/// By the identities that a recipe has.
val create_reader(double max_rows, const std::string& recipe) {
  return attempt([&] {
    const auto rows = whole_number<std::uint64_t>(max_rows);
    if (recipe == "seed") {
      return std::make_shared<Reader>(rows, PlaylistIdentity::name, TrackIdentity::exact);
    }
    return std::make_shared<Reader>(rows, PlaylistIdentity::user_and_name, TrackIdentity::folded);
  });
}

}  // namespace

EMSCRIPTEN_BINDINGS(reading) {
  emscripten::class_<Reader>("Reader")
      .smart_ptr<std::shared_ptr<Reader>>("Reader")
      .function("begin", &Reader::begin)
      .function("push", &Reader::push)
      .function("format", &Reader::format)
      .function("end", &Reader::end)
      .function("finish", &Reader::finish);
  emscripten::function("createReader", &create_reader);
}

}  // namespace segue::wasm
