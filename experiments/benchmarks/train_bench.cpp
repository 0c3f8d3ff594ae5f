// How fast skip-gram trains, beside a plain pairwise trainer at the same settings. Usage:
//
//   train_bench [THREADS...]      (1 unless given)
//
// 100,000 tracks drawn after Zipf, a million rows; dim 100, window 5, negative 5, no sub-sampling;
// from corpus to model, three epochs of ours and one of the plain trainers'. One JSON line for each
// trainer, instruction set and number of threads, the best of several rounds that take turns. Time
// is the clock's with several threads, and this process's own with one, which a busy machine
// disturbs less.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <string>
#include <vector>

#include "segue/corpus/corpus.h"
#include "segue/kernels/instruction_set.h"
#include "segue/read/reader.h"
#include "segue/sample/random_playlists.h"
#include "segue/train/skip_gram_trainer.h"

#if !defined(__EMSCRIPTEN__)
#include "plain_word2vec.h"
#endif

namespace {

using segue::Corpus;
using segue::SkipGramOptions;

constexpr int kRounds = 3;
constexpr std::uint32_t kEpochs = 3;

struct Run {
  std::string trainer;
  std::string instruction_set;
  std::uint32_t threads = 1;
  std::uint32_t epochs = 1;
  std::function<double()> work;  // gives the number of pairs
  double seconds = 1e300;
  double pairs = 0;
};

Corpus zipf_corpus() {
  segue::RandomPlaylistsOptions options;
  options.tracks = 100'000;
  options.rows = 1'000'000;
  segue::CorpusBuilder builder;
  segue::PlaylistReader reader("made", 0,
                               [&](const segue::PlaylistEntry& entry) { builder.add(entry); });
  segue::write_random_playlists(options, [&](std::string_view rows) { reader.push(rows); });
  reader.finish();
  return std::move(builder).build();
}

SkipGramOptions settings(std::uint32_t epochs, std::uint32_t threads) {
  SkipGramOptions options;
  options.epochs = epochs;
  options.threads = threads;
  return options;
}

double train(const Corpus& corpus, const std::string& instruction_set, std::uint32_t threads) {
  segue::use_instruction_set(instruction_set);
  segue::SkipGramTrainer trainer(corpus, settings(kEpochs, threads));
  while (!trainer.advance(100'000).finished) {
  }
  return static_cast<double>(trainer.progress().pairs_done);
}

double seconds_of(Run& run) {
  const auto start = std::chrono::steady_clock::now();
  const std::clock_t start_of_process = std::clock();
  run.pairs = run.work();
  if (run.threads == 1)
    return static_cast<double>(std::clock() - start_of_process) / CLOCKS_PER_SEC;
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

std::vector<Run> all_runs(const Corpus& corpus, const std::vector<std::uint32_t>& threads) {
  std::vector<Run> runs;
  for (const std::string& name : segue::instruction_sets()) {
    if (name == "SCALAR") continue;  // a fallback nobody has
    for (const std::uint32_t count : threads)
      runs.push_back({"segue", name, count, kEpochs,
                      [&corpus, name, count] { return train(corpus, name, count); }});
  }
#if !defined(__EMSCRIPTEN__)
  // The same expected number of pairs: the plain trainers do not count theirs.
  runs.push_back({"plain pairwise, -O3", "", 1, 1, [&corpus] {
                    plain_o3::train(corpus, settings(1, 1));
                    return 0.0;
                  }});
  runs.push_back({"plain pairwise, -Ofast -march=native", "", 1, 1, [&corpus] {
                    plain_ofast::train(corpus, settings(1, 1));
                    return 0.0;
                  }});
#endif
  return runs;
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::uint32_t> threads;
  for (int i = 1; i < argc; ++i)
    threads.push_back(static_cast<std::uint32_t>(std::atoi(argv[i])));
  if (threads.empty()) threads = {1};
  const Corpus corpus = zipf_corpus();
  std::vector<Run> runs = all_runs(corpus, threads);
  for (int round = 0; round < kRounds; ++round) {
    for (Run& run : runs)
      run.seconds = std::min(run.seconds, seconds_of(run));
  }
  for (Run& run : runs) {
    if (run.pairs == 0) run.pairs = runs.front().pairs / kEpochs;
    std::printf(
        "{\"name\":\"train\",\"trainer\":\"%s\",\"instruction_set\":\"%s\",\"threads\":%u,"
        "\"tokens_per_second\":%.0f,\"pairs_per_second\":%.0f}\n",
        run.trainer.c_str(), run.instruction_set.c_str(), run.threads,
        static_cast<double>(corpus.tokens.size()) * run.epochs / run.seconds,
        run.pairs / run.seconds);
  }
}
