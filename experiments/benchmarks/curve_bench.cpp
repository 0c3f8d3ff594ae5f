// What is found of hidden tracks, over the seconds that it takes to learn: the recipe at more and
// more passes and as it stops by itself, implicit ALS at more and more iterations, and skip-gram
// pair by pair in word2vec's manner. Usage: curve_bench PLAYLISTS [SEEDS] [THREADS] [METHOD...]
//
// Of up to 1,500 playlists one track each is hidden; the same for all methods, another choice for
// each seed. One JSON line a training.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "plain_word2vec.h"
#include "segue/corpus/intake.h"
#include "segue/evaluate/baselines.h"
#include "segue/evaluate/evaluation.h"
#include "segue/evaluate/validation.h"
#include "segue/learn/watched_training.h"
#include "segue/query/continuation.h"
#include "segue/train/corpus_plan.h"

namespace {

using namespace segue;

/// A method at one length of training.
struct Method {
  std::string name;
  std::string length;
  /// Learns the corpus, and hands over what answers, before that is gone.
  std::function<void(const Corpus&, std::uint64_t seed,
                     const std::function<void(const Recommender&)>&)>
      learn;
};

Corpus read_corpus(const std::string& path, const CorpusPlan& plan) {
  std::ifstream file(path, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), {});
  Intake intake(intake_options(plan));
  intake.begin(path, false);
  intake.push(bytes);
  intake.end();
  return prepare(std::move(intake).finish().corpus, plan);
}

Method recipe(std::uint32_t epochs, unsigned threads) {
  return {"playlist", epochs == kUntilLearnt ? "auto" : std::to_string(epochs),
          [=](const Corpus& corpus, std::uint64_t seed, const auto& done) {
            SkipGramOptions options = playlist_recipe();
            options.epochs = epochs;
            options.threads = threads;
            options.seed = seed;
            WatchedTraining training(corpus, options);
            while (!training.advance(100'000).finished) {
            }
            const Model model = std::move(training).finish();
            done(Continuation(model));
          }};
}

Method als(std::size_t iterations, double lambda, unsigned threads) {
  return {"als, lambda " + std::to_string(lambda), std::to_string(iterations),
          [=](const Corpus& corpus, std::uint64_t seed, const auto& done) {
            AlsOptions options;
            options.iterations = iterations;
            options.lambda = lambda;
            options.seed = seed;
            done(*make_als(corpus, options, {threads, nullptr}));
          }};
}

Method word2vec(std::uint32_t epochs) {
  return {"word2vec pair by pair", std::to_string(epochs),
          [=](const Corpus& corpus, std::uint64_t seed, const auto& done) {
            SkipGramOptions options;
            options.epochs = epochs;
            options.seed = seed;
            const Model model = plain_ofast::train(corpus, options);
            done(Continuation(model));
          }};
}

std::vector<Method> all_methods(unsigned threads) {
  std::vector<Method> methods;
  for (const std::uint32_t epochs : {10u, 20u, 30u, 50u, 70u, 100u, 150u, kUntilLearnt})
    methods.push_back(recipe(epochs, threads));
  for (const double lambda : {0.05, 0.003}) {
    for (const std::size_t iterations : {1u, 2u, 4u, 8u, 16u})
      methods.push_back(als(iterations, lambda, threads));
  }
  for (const std::uint32_t epochs : {5u, 20u})
    methods.push_back(word2vec(epochs));
  return methods;
}

double now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

void measure(const Method& method, const HiddenTracks& parts, std::uint64_t seed) {
  const double start = now();
  method.learn(parts.training, seed, [&](const Recommender& learnt) {
    const double seconds = now() - start;
    EvaluationOptions options;
    options.intervals = false;
    const Evaluation found =
        evaluate(learnt, method.name, parts.queries, parts.training.vocabulary, options);
    std::printf(
        "{\"name\":\"curve\",\"method\":\"%s\",\"length\":\"%s\",\"seed\":%u,\"seconds\":%.3f,"
        "\"hit_rate@10\":%.4f,\"ndcg@10\":%.4f}\n",
        method.name.c_str(), method.length.c_str(), static_cast<unsigned>(seed), seconds,
        found[Metric::hit_rate_10].mean, found[Metric::ndcg_10].mean);
    std::fflush(stdout);
  });
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: curve_bench PLAYLISTS [SEEDS] [THREADS] [METHOD...]\n");
    return 2;
  }
  const auto seeds = static_cast<std::uint64_t>(argc > 2 ? std::atoi(argv[2]) : 5);
  const auto threads = static_cast<unsigned>(argc > 3 ? std::atoi(argv[3]) : 2);
  const std::vector<std::string> wanted(argv + std::min(argc, 4), argv + argc);
  const Corpus corpus = read_corpus(argv[1], plan_corpus(playlist_recipe()));
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    ValidationOptions split;
    split.most = 1500;
    split.most_share = 0.1;
    split.seed = seed;
    const auto parts = hide_tracks(corpus, split);
    if (!parts) {
      std::fprintf(stderr, "curve_bench: too few playlists\n");
      return 1;
    }
    for (const Method& method : all_methods(threads)) {
      const bool is_wanted =
          wanted.empty() || std::any_of(wanted.begin(), wanted.end(), [&](const std::string& name) {
            return method.name.starts_with(name);
          });
      if (is_wanted) measure(method, *parts, seed);
    }
  }
}
