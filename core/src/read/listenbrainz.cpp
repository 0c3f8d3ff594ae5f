#include <optional>
#include <string>

#include "read/formats.h"
#include "read/json_format.h"
#include "read/lines.h"
#include "read/listening_sessions.h"
#include "read/timestamp.h"

namespace segue::read {
namespace {

enum : Scope { kListen = kRoot + 1, kTime, kMetadata, kArtist, kTitle, kPayload, kListens };

// Whose listen it is is not named here, and so never read.
constexpr Rule kRules[] = {
    {kRoot, kElement, kListen},
    {kRoot, "payload", kPayload},
    {kPayload, "listens", kListens},
    {kListens, kElement, kListen},
    {kListen, "listened_at", kTime},
    {kListen, "timestamp", kTime},
    {kListen, "track_metadata", kMetadata},
    {kMetadata, "artist_name", kArtist},
    {kMetadata, "track_name", kTitle},
};

/// Takes listens wherever they stand.
class Listens : public TreeReader {
 public:
  explicit Listens(RowSink& rows) : rows_(rows), sessions_(rows) {}

  /// In which line the next listen stands; 0 where lines mean nothing.
  void at_line(std::uint64_t line) { line_ = line; }

  void finish() { sessions_.finish(); }

 private:
  Scope enter(Scope parent, std::string_view key) override { return follow(kRules, parent, key); }

  void begin(Scope scope) override {
    if (scope != kListen) return;
    ++listen_;
    time_.reset();
    artist_.clear();
    title_.clear();
  }

  void value(Scope scope, const TreeValue& value) override {
    if (scope == kTime) {
      time_ = value.kind == TreeValue::Kind::number ? value.number : parse_iso_time(value.text);
    }
    if (scope == kArtist) assign_text(artist_, value);
    if (scope == kTitle) assign_text(title_, value);
  }

  void end(Scope scope) override {
    if (scope != kListen) return;
    const Place place{line_, 0, line_ == 0 ? listen_ : 0};
    if (artist_.empty() || title_.empty()) return rows_.add({}, 0, artist_, title_, place);
    if (!time_) return rows_.skip(place, "it does not say when it was listened to");
    sessions_.add(*time_, 0, artist_, title_);
  }

  RowSink& rows_;
  ListeningSessions sessions_;
  std::uint64_t line_ = 0;
  std::uint64_t listen_ = 0;
  std::optional<std::int64_t> time_;
  std::string artist_, title_;
};

/// A user's export and the public dumps: one listen a line.
class ListenBrainzLines : public Format {
 public:
  explicit ListenBrainzLines(RowSink& rows)
      : rows_(rows), listens_(rows), text_(listens_, kListen) {}

  void push(std::string_view bytes) override {
    lines_.push(bytes, [this](const Line& line) { return take(line); });
  }

  void finish() override {
    lines_.finish([this](const Line& line) { return take(line); });
    listens_.finish();
  }

 private:
  bool take(const Line& line) {
    if (line.too_long) {
      rows_.skip({line.number, 0}, "the line is longer than 1 MiB");
    } else if (line.text.find_first_not_of(" \t") != std::string_view::npos) {
      read(line);
    }
    return !rows_.is_done();
  }

  void read(const Line& line) {
    listens_.at_line(line.number);
    auto problem = text_.push(line.text);
    if (!problem && text_.finish()) problem = {0, 0, "", "the line ends before its JSON does"};
    text_.reset();
    if (!problem) return;
    problem->line = line.number;
    rows_.skip(*std::move(problem));
  }

  RowSink& rows_;
  Listens listens_;
  JsonText text_;
  Lines lines_;
};

/// What the service answers to a program, and its older export: one document of many listens.
class ListenBrainzArray : public Format {
 public:
  explicit ListenBrainzArray(RowSink& rows) : rows_(rows), listens_(rows), text_(listens_) {}

  void push(std::string_view bytes) override {
    if (auto problem = text_.push(bytes)) rows_.stop(*std::move(problem));
  }

  void finish() override {
    if (auto problem = text_.finish()) rows_.stop(*std::move(problem));
    listens_.finish();
  }

 private:
  RowSink& rows_;
  Listens listens_;
  JsonText text_;
};

}  // namespace

const FormatKind kListenBrainzLines = {
    "ListenBrainz listens",
    [](const FileStart& start) { return start.json().has("/track_metadata"); },
    make_format<ListenBrainzLines>,
};

const FormatKind kListenBrainzArray = {
    "ListenBrainz listens",
    [](const FileStart& start) {
      return start.json().has("/[]/track_metadata") || start.json().has("/payload/listens");
    },
    make_format<ListenBrainzArray>,
};

}  // namespace segue::read
