// What happens where memory runs out, at every allocation in turn: an error, and no thread left
// alive. Not under the sanitizers, which have an allocator of their own.

#include <atomic>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <new>
#include <string>
#include <utility>
#include <vector>

#include "segue/corpus/corpus.h"
#include "segue/evaluate/evaluation.h"
#include "segue/evaluate/held_out_query.h"
#include "segue/query/continuation.h"
#include "segue/train/skip_gram_trainer.h"
#include "segue/util/run_parallel.h"
#include "support/playlists.h"

using namespace segue;
using namespace segue::test;

namespace {

/// How many more allocations succeed until one fails, as all do from then on; below 0: all succeed.
std::atomic<long> left = -1;

void* allocate(std::size_t size) {
  if (left >= 0 && left-- <= 0) {
    left = 0;
    throw std::bad_alloc();
  }
  if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc();
}

/// Has each allocation of `work` fail once. Returns how many calls failed, all with bad_alloc: any
/// other end, such as that of a thread nobody waits for, ends the tests.
template <typename Work>
int failures_of(const Work& work) {
  for (long allowed = 0;; ++allowed) {
    left = allowed;
    try {
      work();
      left = -1;
      return static_cast<int>(allowed);
    } catch (const std::bad_alloc&) {
      left = -1;
    }
  }
}

}  // namespace

void* operator new(std::size_t size) {
  return allocate(size);
}
void operator delete(void* memory) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}

TEST_CASE("a thread for which there is no memory is done without", "[allocations]") {
  std::vector<int> calls(4);
  const int failures = failures_of([&] {
    calls.assign(4, 0);
    run_parallel(4, [&](unsigned i) { ++calls[i]; });
  });
  CHECK(failures > 0);
  CHECK(calls == std::vector<int>(4, 1));
}

TEST_CASE("training on several threads survives every allocation that fails", "[allocations]") {
  const Corpus corpus = small_corpus();
  SkipGramOptions options;
  options.dim = 8;
  options.epochs = 2;
  options.threads = 4;
  const int failures = failures_of([&] {
    SkipGramTrainer trainer(corpus, options);
    while (!trainer.advance(100'000).finished) {
    }
    const Model model = std::move(trainer).take_model();
  });
  CHECK(failures > 20);
}

TEST_CASE("gathering a corpus on two threads survives every allocation that fails",
          "[allocations]") {
  const std::vector<std::string> titles = {"one", "two", "three", "four", "five"};
  std::size_t rows = 0;
  const int failures = failures_of([&] {
    CorpusBuilder builder(PlaylistIdentity::user_and_name, 2, TrackIdentity::folded);
    for (int i = 0; i < 20'000; ++i)
      builder.add({"", "list", "artist", titles[static_cast<std::size_t>(i) % titles.size()]});
    const Corpus corpus = std::move(builder).build();
    rows = corpus.tokens.size();
  });
  CHECK(rows == 20'000);
  CHECK(failures > 10);
}

TEST_CASE("evaluating on several threads survives every allocation that fails", "[allocations]") {
  SkipGramOptions options;
  options.dim = 8;
  options.epochs = 1;
  SkipGramTrainer trainer(small_corpus(), options);
  while (!trainer.advance(100'000).finished) {
  }
  const Model model = std::move(trainer).take_model();
  const std::vector<HeldOutQuery> queries(8, HeldOutQuery{{0, 1, 2}, {3, 4}, 0, 0});
  const Continuation continuation(model);
  const int failures = failures_of([&] {
    evaluate(continuation, "the model", queries, model.vocabulary, {4, nullptr, true});
  });
  CHECK(failures > 10);
}
