#include "train/pair_tables.h"

#include <algorithm>
#include <cmath>

#include "segue/util/random.h"

namespace segue {
namespace {

constexpr double kWhole = 4294967296.0;  // 2^32

/// How many contexts a target has in the midst of a long playlist.
double mean_contexts(std::uint32_t window) {
  return window == kWholePlaylist ? kPlaylistContexts : window + 1;
}

std::vector<double> powers_of_counts(const Vocabulary& vocabulary, double exponent) {
  // Relative to the largest count, so that no power overflows.
  std::uint64_t largest = 1;
  for (TrackId id = 0; id < vocabulary.size(); ++id)
    largest = std::max(largest, vocabulary.count(id));
  std::vector<double> weights(vocabulary.size());
  for (TrackId id = 0; id < vocabulary.size(); ++id) {
    const auto count = static_cast<double>(std::max<std::uint64_t>(vocabulary.count(id), 1));
    weights[id] = std::pow(count / static_cast<double>(largest), exponent);
  }
  return weights;
}

/// The chance to keep each track, as word2vec's code computes it: (sqrt(f / t) + 1) * t / f for a
/// track that makes up the share f of all, at threshold t.
std::vector<std::uint32_t> chances_to_keep(const Corpus& corpus, double threshold) {
  std::vector<std::uint32_t> chances;
  if (threshold == 0) return chances;
  const auto total = static_cast<double>(corpus.tokens.size());
  for (TrackId id = 0; id < corpus.vocabulary.size(); ++id) {
    const double ratio = threshold * total / static_cast<double>(corpus.vocabulary.count(id));
    chances.push_back(
        static_cast<std::uint32_t>(std::min((std::sqrt(ratio) + ratio) * kWhole, kWhole - 1)));
  }
  return chances;
}

}  // namespace

std::uint64_t mix_bits(std::uint64_t a, std::uint64_t b) {
  return Random(a ^ (b * 0x9E3779B97F4A7C15u)).next();
}

PairTables::PairTables(const Corpus& corpus, const SkipGramOptions& options)
    : corpus_(corpus),
      window_(options.window),
      group_(options.group),
      negative_(options.negative),
      negatives_a_target_(mean_contexts(options.window) * options.negative / kPairsPerNegative),
      negatives_(powers_of_counts(corpus.vocabulary, options.ns_exponent)),
      keep_(chances_to_keep(corpus, options.sample)) {}

bool PairTables::is_kept(std::size_t position, std::uint64_t epoch_key) const {
  if (keep_.empty()) return true;
  return (mix_bits(~epoch_key, position) >> 32) <= keep_[corpus_.tokens[position]];
}

}  // namespace segue
