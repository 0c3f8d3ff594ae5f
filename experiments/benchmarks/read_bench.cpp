// How fast a file becomes a corpus. Usage: read_bench FILE.csv
// One JSON line for the rows alone, and one each for the corpus with one and with two threads, by
// exact and by folded names: the best of several rounds that take turns.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include "segue/corpus/corpus.h"
#include "segue/read/reader.h"

namespace {

constexpr int kRounds = 3;
constexpr std::size_t kPiece = std::size_t{1} << 20;

/// Hands each row of the file to `sink`; gives the file's size in bytes.
double read(const std::string& path, const segue::EntrySink& sink) {
  std::ifstream file(path, std::ios::binary);
  segue::PlaylistReader reader(path, 0, sink);
  std::string piece(kPiece, '\0');
  double bytes = 0;
  while (file.read(piece.data(), static_cast<std::streamsize>(piece.size())), file.gcount() > 0) {
    bytes += static_cast<double>(file.gcount());
    reader.push(std::string_view(piece).substr(0, static_cast<std::size_t>(file.gcount())));
  }
  reader.finish();
  return bytes;
}

double read_corpus(const std::string& path, unsigned threads, segue::TrackIdentity tracks) {
  segue::CorpusBuilder builder(segue::PlaylistIdentity::user_and_name, threads, tracks);
  const double bytes = read(path, [&](const segue::PlaylistEntry& entry) { builder.add(entry); });
  const segue::Corpus corpus = std::move(builder).build();
  return corpus.tokens.empty() ? 0 : bytes;
}

struct Run {
  const char* what;
  unsigned threads;
  std::function<double()> work;  // gives the number of bytes
  double bytes_per_second = 0;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: read_bench FILE.csv\n");
    return 2;
  }
  const std::string path = argv[1];
  std::vector<Run> runs = {
      {"rows", 1, [&] { return read(path, [](const segue::PlaylistEntry&) {}); }},
      {"corpus", 1, [&] { return read_corpus(path, 1, segue::TrackIdentity::exact); }},
      {"corpus", 2, [&] { return read_corpus(path, 2, segue::TrackIdentity::exact); }},
      {"corpus_folded", 1, [&] { return read_corpus(path, 1, segue::TrackIdentity::folded); }},
      {"corpus_folded", 2, [&] { return read_corpus(path, 2, segue::TrackIdentity::folded); }},
  };
  for (int round = 0; round < kRounds; ++round) {
    for (Run& run : runs) {
      const auto start = std::chrono::steady_clock::now();
      const double bytes = run.work();
      const double seconds =
          std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
      run.bytes_per_second = std::max(run.bytes_per_second, bytes / seconds);
    }
  }
  for (const Run& run : runs)
    std::printf(
        "{\"name\":\"read\",\"what\":\"%s\",\"threads\":%u,\"megabytes_per_second\":%.0f}\n",
        run.what, run.threads, run.bytes_per_second / 1e6);
}
