// Any bytes as a file, through the one way in which files are read: whole, and in pieces, which
// must come to the same. That nothing else goes wrong, the sanitizers see.

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

#include "segue/corpus/intake.h"

namespace {

using namespace segue;

constexpr const char* kNames[] = {"list.txt", "table.csv", "list.m3u", "a.xml", "a.zip", "a.gz"};

/// How a file is read. Its last byte tells, so that what stands in tests/fixtures is one as it is.
struct Manner {
  std::string name;
  std::string encoding;
  std::size_t piece = 1;
};

Manner manner_of(std::string_view bytes) {
  constexpr std::size_t kPieces[] = {1, 2, 3, 7, 64, 1000};
  const auto last = static_cast<unsigned char>(bytes.empty() ? '\0' : bytes.back());
  return {kNames[last % std::size(kNames)], last / 128 == 0 ? "" : "windows-1251",
          kPieces[last / std::size(kNames) % std::size(kPieces)]};
}

std::string text_of(const ReadProblem& problem) {
  return std::to_string(problem.line) + ", " + std::to_string(problem.column) + ", " +
         problem.record + ": " + problem.reason + "\n";
}

std::string text_of(const FileReading& file) {
  const ReadReport& report = file.report;
  std::string text = file.name + ": " + report.format + (file.is_passed_over ? " over" : "") +
                     (report.kind == ReadKind::history ? " plays" : "") +
                     (report.is_encoding_guessed ? " guessed\n" : "\n");
  for (const std::uint64_t count : {report.rows_read, report.rows_skipped, report.rows_repaired})
    text += std::to_string(count) + "\n";
  for (const ReadProblem& problem : report.problems)
    text += text_of(problem);
  if (report.stopped) text += "stopped " + text_of(*report.stopped);
  for (const LeftOut& one : report.left_out)
    text += std::to_string(one.rows) + " " + one.what + "\n";
  if (file.error) text += file.error->message() + "\n";
  return text;
}

std::string text_of(const FilesReading& reading) {
  std::string text;
  for (const FileReading& file : reading.files)
    text += text_of(file);
  for (std::size_t i = 0; i < reading.corpus.playlists(); ++i) {
    text += "[" + reading.corpus.names[i] + "]\n";
    for (const TrackId id : reading.corpus.playlist(i))
      text.append(reading.corpus.vocabulary.key(id)).append("\n");
  }
  return text;
}

std::string read_in_pieces(std::string_view bytes, const Manner& manner, std::size_t piece) {
  IntakeOptions options;
  options.playlists = PlaylistIdentity::user_and_name;
  options.keeps_playlist_names = true;
  options.encoding = manner.encoding;
  Intake intake(options);
  intake.begin(manner.name, false);
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    if (!intake.push(bytes.substr(at, piece))) break;
  }
  intake.end();
  return text_of(std::move(intake).finish());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const Manner manner = manner_of(bytes);
  const std::string whole = read_in_pieces(bytes, manner, std::max<std::size_t>(size, 1));
  const std::string pieces = read_in_pieces(bytes, manner, manner.piece);
  // Where deflate is damaged, it is known only of a piece and not to the byte (inflater.cpp).
  if (whole == pieces || whole.find("it is damaged") != std::string::npos) return 0;
  std::fprintf(stderr, "whole:\n%s\nin pieces of %zu:\n%s\n", whole.c_str(), manner.piece,
               pieces.c_str());
  std::abort();
}
