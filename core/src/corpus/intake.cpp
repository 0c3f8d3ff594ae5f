#include "segue/corpus/intake.h"

#include <algorithm>
#include <utility>

#include "read/file_taker.h"
#include "read/unpack_limit.h"
#include "read/unpacker.h"
#include "segue/unicode/text.h"

namespace segue {
namespace {

constexpr std::size_t kMostNamed = 10;

}  // namespace

/// The intake at its one place in memory, where what unpacks finds it.
class Intake::Taker : public read::FileTaker {
 public:
  explicit Taker(const IntakeOptions& options)
      : max_rows_(options.max_rows),
        encoding_(options.encoding),
        builder_(options.playlists, options.threads, options.tracks) {
    if (options.keeps_playlist_names) builder_.keep_playlist_names();
  }

  void begin_outer(read::FileName name) {
    outer_ = std::move(name);
    limit_.emplace(outer_.text);
    unpacker_ = std::make_unique<read::Unpacker>(outer_, read::Unpacking{*this, *limit_});
  }

  bool push_outer(std::string_view bytes) {
    bool is_wanted = false;
    attempt_outer([&] { is_wanted = unpacker_->push(bytes) && !is_enough(); });
    return is_wanted;
  }

  void end_outer() {
    attempt_outer([&] {
      // What was stopped halfway was not cut short.
      if (!is_enough()) unpacker_->end();
    });
    if (reader_) end();
    unpacker_.reset();
  }

  void fail_outer(const std::string& reason) {
    fail(outer_, Error(ErrorCode::io, reason, {outer_.text}));
    unpacker_.reset();
  }

  bool is_enough() const {
    return rows_left() == 0 && std::any_of(files_.begin(), files_.end(),
                                           [](const auto& file) { return file.report.more; });
  }

  FilesReading result() {
    MergedSpellings merged = builder_.merged();
    return {std::move(files_), std::move(merged), std::move(builder_).build()};
  }

  // ---- files that lie in it, or are it ----

  void begin(const read::FileName& name) override {
    add_file(name);
    const auto left = rows_left();
    if (left == 0) {
      files_.back().report.more = true;  // whatever it is
      return;
    }
    builder_.begin_file(repair_utf8(name.text));
    reader_.emplace(
        name.text, left.value_or(0), [this](const PlaylistEntry& entry) { builder_.add(entry); },
        encoding_);
  }

  bool push(std::string_view bytes) override {
    return reader_ && attempt([&] { return reader_->push(bytes); });
  }

  void end() override {
    if (!reader_) return;
    attempt([&] {
      files_.back().report = reader_->finish();
      return true;
    });
    reader_.reset();
    files_.back().share = builder_.end_file();
    rows_ += files_.back().share.brought.rows;
  }

  void fail(const read::FileName& name, const Error& error) override {
    end();
    if (files_.empty() || files_.back().name != name.text) add_file(name);
    FileReading& file = files_.back();
    if (file.report.rows_read == 0) {
      file.error = error;
      file.is_passed_over = false;
    } else if (file.report.stopped) {
      file.report.stopped->reason = error.message();
    } else {
      file.report.stopped = ReadProblem{0, 0, "", error.message()};
    }
  }

 private:
  /// None where all are wanted.
  std::optional<std::uint64_t> rows_left() const {
    if (max_rows_ == 0) return std::nullopt;
    return max_rows_ - rows_;
  }

  void add_file(const read::FileName& name) {
    FileReading file;
    file.name = name.text;
    file.is_found = name.is_found;
    files_.push_back(std::move(file));
  }

  /// False where the file cannot be read, which is kept.
  template <typename Work>
  bool attempt(Work work) {
    FileReading& file = files_.back();
    if (file.error) return false;
    try {
      return work();
    } catch (const Error& error) {
      file.error = error;
      file.report.format = reader_->format();
      file.is_passed_over = file.is_found && file.report.format.empty();
      return false;
    }
  }

  /// Nothing more is taken of what cannot be unpacked.
  template <typename Work>
  void attempt_outer(Work work) {
    if (!unpacker_) return;
    try {
      work();
    } catch (const Error& error) {
      fail(outer_, error);
      unpacker_.reset();
    }
  }

  std::uint64_t max_rows_;
  std::uint64_t rows_ = 0;  // in the corpus, of files that have ended
  std::string encoding_;
  CorpusBuilder builder_;
  std::vector<FileReading> files_;
  read::FileName outer_;  // as it was begun
  std::optional<read::UnpackLimit> limit_;
  std::unique_ptr<read::Unpacker> unpacker_;
  std::optional<PlaylistReader> reader_;  // of the file in it that is being read
};

Intake::Intake(const IntakeOptions& options) : taker_(std::make_unique<Taker>(options)) {}
Intake::~Intake() = default;
Intake::Intake(Intake&&) noexcept = default;
Intake& Intake::operator=(Intake&&) noexcept = default;

void Intake::begin(const std::string& name, bool is_found) {
  taker_->begin_outer({name, is_found});
}

bool Intake::push(std::string_view bytes) {
  return taker_->push_outer(bytes);
}

void Intake::end() {
  taker_->end_outer();
}

void Intake::fail(const std::string& reason) {
  taker_->fail_outer(reason);
}

bool Intake::is_enough() const {
  return taker_->is_enough();
}

FilesReading Intake::finish() && {
  return taker_->result();
}

std::string where_it_stopped(const FileReading& file) {
  const ReadProblem& stopped = *file.report.stopped;
  const char* const row = file.report.kind == ReadKind::history ? "play " : "row ";
  return "nothing behind " +
         (stopped.line != 0 ? "line " + std::to_string(stopped.line)
                            : row + std::to_string(file.report.rows_read)) +
         " was read: " + stopped.reason;
}

void require_some(const std::vector<FileReading>& files, const std::string& place) {
  if (std::any_of(files.begin(), files.end(),
                  [](const auto& f) { return f.report.rows_read != 0; }))
    return;
  std::vector<const FileReading*> to_blame;
  for (const FileReading& file : files) {
    if (file.error && !file.is_passed_over) to_blame.push_back(&file);
  }
  if (to_blame.empty()) {
    // A playlist file without songs is one all the same.
    if (std::any_of(files.begin(), files.end(), [](const auto& f) { return f.is_read(); })) return;
    if (files.size() == 1) to_blame.push_back(&files[0]);
  }
  if (to_blame.size() == 1) throw Error(*to_blame[0]->error);
  const std::string in_it = place.empty() ? "" : " in it";
  std::string none = "there is no file" + in_it;
  if (!files.empty()) {
    none = "none of the " + std::to_string(files.size()) + " files" + in_it +
           " is a playlist file that Segue can read";
  }
  for (std::size_t i = 0; i < std::min(to_blame.size(), kMostNamed); ++i)
    none.append(i == 0 ? ":" : "").append("\n  ").append(to_blame[i]->error->what());
  if (to_blame.size() > kMostNamed)
    none += "\n  and " + std::to_string(to_blame.size() - kMostNamed) + " more";
  throw Error(ErrorCode::bad_input, none, {place});
}

std::string what_is_there_instead(const std::vector<FileReading>& files) {
  std::vector<LeftOut> all;
  for (const FileReading& file : files) {
    for (const LeftOut& one : file.report.left_out) {
      const auto same = std::find_if(all.begin(), all.end(),
                                     [&](const LeftOut& other) { return other.what == one.what; });
      if (same == all.end()) {
        all.push_back(one);
      } else {
        same->rows += one.rows;
      }
    }
  }
  std::string text;
  for (const LeftOut& one : all) {
    if (!text.empty()) text += ", ";
    text.append(std::to_string(one.rows)).append(1, ' ').append(one.what);
  }
  return text;
}

}  // namespace segue
