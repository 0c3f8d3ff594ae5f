// Files of playlists on their way into a corpus.

#include <emscripten/bind.h>

#include <memory>
#include <string>
#include <utility>

#include "corpus.h"
#include "recipes.h"
#include "segue/corpus/intake.h"
#include "segue/corpus/readiness.h"
#include "segue/model/model_file.h"
#include "segue/train/corpus_plan.h"
#include "values.h"

namespace segue::wasm {
namespace {

val problem_val(const ReadProblem& problem) {
  val result = val::object();
  result.set("line", static_cast<double>(problem.line));
  result.set("column", static_cast<double>(problem.column));
  result.set("record", problem.record);
  result.set("reason", problem.reason);
  return result;
}

val file_val(const FileReading& file) {
  const ReadReport& report = file.report;
  val result = val::object();
  result.set("file", file.name);
  result.set("format", report.format);
  result.set("kind", std::string(report.kind == ReadKind::history ? "history" : "playlists"));
  result.set("rowsRead", static_cast<double>(report.rows_read));
  result.set("rowsSkipped", static_cast<double>(report.rows_skipped));
  result.set("rowsRepaired", static_cast<double>(report.rows_repaired));
  result.set("encodingGuessed", report.is_encoding_guessed);
  result.set("playlists", file.share.brought.playlists);
  result.set("tracks", file.share.brought.tracks);
  result.set("repeatedPlays", file.share.repeated_plays);
  result.set("repeatedPlaylists", file.share.repeated_playlists);
  result.set("more", report.more);
  result.set("passedOver", file.is_passed_over);
  result.set("withoutSongs", file.is_without_songs());
  result.set("problems", array_of(report.problems, problem_val));
  result.set("columns", array_of(report.columns, [](const ReadColumn& column) {
               val entry = val::object();
               entry.set("column", column.column);
               entry.set("meaning", column.meaning);
               return entry;
             }));
  result.set("leftOut", array_of(report.left_out, [](const LeftOut& one) {
               val entry = val::object();
               entry.set("what", one.what);
               entry.set("rows", static_cast<double>(one.rows));
               return entry;
             }));
  if (report.stopped) {
    val stopped = problem_val(*report.stopped);
    stopped.set("reason", where_it_stopped(file));
    result.set("stopped", stopped);
  }
  if (file.error) result.set("fault", fault_val(*file.error));
  return result;
}

val summary_val(const segue::Corpus& corpus, const MergedSpellings& merged) {
  const Judgement judgement = judge(corpus);
  val enough = val::object();
  enough.set("readiness", std::string(to_string(judgement.readiness)));
  enough.set("playlists", judgement.playlists);
  enough.set("sharedTracks", judgement.shared_tracks);
  val spellings = val::object();
  spellings.set("spellings", merged.spellings);
  spellings.set("examples", array_of(merged.examples, [](const MergedSpellings::Example& example) {
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

/// Files on their way into one corpus, one after another, packed or not.
class Reader {
 public:
  explicit Reader(const IntakeOptions& options) : intake_(options) {}

  val begin(const std::string& file, bool is_found) {
    return attempt([&] {
      intake_.begin(file, is_found);
      return val::null();
    });
  }

  /// Whether more of the file is needed.
  val push(const val& chunk) {
    return attempt([&] { return val(intake_.push(copy_bytes(chunk))); });
  }

  /// Ends the file. Whether another one may begin.
  val end() {
    return attempt([&] {
      intake_.end();
      return val(!intake_.is_enough());
    });
  }

  /// The file cannot be read, or no further.
  val fail(const std::string& reason) {
    return attempt([&] {
      intake_.fail(reason);
      return val::null();
    });
  }

  /// { files, rows, ..., corpus }. An error where no file could be read.
  val finish() {
    return attempt([&] {
      FilesReading reading = std::move(intake_).finish();
      require_some(reading.files, "");
      const auto corpus = std::make_shared<Corpus>(Corpus{std::move(reading.corpus)});
      val result = summary_val(corpus->value, reading.merged);
      result.set("files", array_of(reading.files, file_val));
      result.set("corpus", corpus);
      return result;
    });
  }

 private:
  Intake intake_;
};

/// By the identities that a recipe has.
val create_reader(double max_rows, const std::string& name) {
  return attempt([&] {
    const Recipe recipe = require_recipe(name);
    CorpusPlan plan = plan_corpus(usual_options(recipe));
    plan.max_rows = whole_number<std::uint64_t>(max_rows);
    IntakeOptions options = intake_options(plan);
    options.keeps_playlist_names = keeps_playlists(recipe);
    return std::make_shared<Reader>(options);
  });
}

/// Whether a file that begins so is a model, as far as so few bytes tell.
bool is_model(const val& start) {
  return is_model_file(copy_bytes(start));
}

}  // namespace

EMSCRIPTEN_BINDINGS(reading) {
  emscripten::class_<Reader>("Reader")
      .smart_ptr<std::shared_ptr<Reader>>("Reader")
      .function("begin", &Reader::begin)
      .function("push", &Reader::push)
      .function("end", &Reader::end)
      .function("fail", &Reader::fail)
      .function("finish", &Reader::finish);
  emscripten::function("createReader", &create_reader);
  emscripten::function("isModel", &is_model);
}

}  // namespace segue::wasm
