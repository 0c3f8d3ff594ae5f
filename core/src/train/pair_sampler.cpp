#include "train/pair_sampler.h"

#include <algorithm>
#include <cmath>

namespace segue {
namespace {

constexpr double kWhole = 4294967296.0;  // 2^32

// How many tracks of a playlist stand for all of it as contexts of a target, each time that it is
// trained: as many pairs a track as a window of 7 gives.
constexpr std::uint32_t kPlaylistContexts = 8;

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
      negatives_a_token_(mean_contexts(options.window) * options.negative / kPairsPerNegative),
      negatives_(powers_of_counts(corpus.vocabulary, options.ns_exponent)),
      keep_(chances_to_keep(corpus, options.sample)) {}

PairSampler::PairSampler(const PairTables& tables, const Segment& segment, std::uint64_t epoch_key)
    : tables_(tables),
      epoch_key_(epoch_key),
      begin_(tables.corpus_.offsets[segment.playlist]),
      end_(tables.corpus_.offsets[segment.playlist + 1]),
      random_(mix_bits(epoch_key, begin_ + segment.first)),
      points_(epoch_key, static_cast<std::uint64_t>(static_cast<double>(begin_ + segment.first) *
                                                    tables.negatives_a_token_)) {}

bool PairSampler::is_kept(std::size_t position) const {
  if (tables_.keep_.empty()) return true;
  const TrackId track = tables_.corpus_.tokens[position];
  return (mix_bits(~epoch_key_, position) >> 32) <= tables_.keep_[track];
}

void PairSampler::draw(std::size_t position, Example& example) {
  example.target = tables_.corpus_.tokens[position];
  example.companions.clear();
  example.outputs.clear();
  example.weights.clear();
  if (is_kept(position)) {
    if (tables_.window_ == kWholePlaylist) {
      if (tables_.group_ > 1) draw_companions(position, example);
      draw_from_playlist(position, example);
    } else {
      draw_window(position, example);
    }
  }
  example.contexts = example.outputs.size();
  example.pairs = static_cast<double>(example.contexts);
  if (example.contexts != 0) draw_negatives(example);
}

void PairSampler::draw_window(std::size_t position, Example& example) {
  const std::uint32_t reach = 1 + random_.below(tables_.window_);
  std::uint32_t left = reach;
  for (std::size_t at = position; left > 0 && at-- > begin_;) {
    if (!is_kept(at)) continue;
    add_context(at, example);
    --left;
  }
  std::uint32_t right = reach;
  for (std::size_t at = position; right > 0 && ++at < end_;) {
    if (!is_kept(at)) continue;
    add_context(at, example);
    --right;
  }
}

/// At most half of the others, so that some are left to be contexts.
void PairSampler::draw_companions(std::size_t position, Example& example) {
  const std::size_t others = end_ - begin_ - 1;
  const std::uint32_t wanted = random_.below(tables_.group_);
  for (std::uint32_t i = 0; i < std::min<std::size_t>(wanted, others / 2); ++i) {
    std::size_t at = begin_ + random_.below(static_cast<std::uint32_t>(others));
    if (at >= position) ++at;
    const TrackId companion = tables_.corpus_.tokens[at];
    if (is_kept(at) && !is_input(companion, example)) example.companions.push_back(companion);
  }
}

void PairSampler::draw_from_playlist(std::size_t position, Example& example) {
  const std::size_t others = end_ - begin_ - 1;
  const bool takes_all = others <= kPlaylistContexts;
  for (std::uint32_t i = 0; i < std::min<std::size_t>(others, kPlaylistContexts); ++i) {
    std::size_t at = begin_ + (takes_all ? i : random_.below(static_cast<std::uint32_t>(others)));
    if (at >= position) ++at;  // the others, without the target's own place
    if (is_kept(at)) add_context(at, example);
  }
}

bool PairSampler::is_input(TrackId track, const Example& example) {
  return track == example.target || std::find(example.companions.begin(), example.companions.end(),
                                              track) != example.companions.end();
}

void PairSampler::add_context(std::size_t position, Example& example) const {
  const TrackId context = tables_.corpus_.tokens[position];
  if (is_input(context, example)) return;  // it may stand in the playlist twice
  example.outputs.push_back(context);
  example.weights.push_back(1);
}

void PairSampler::draw_negatives(Example& example) {
  const std::size_t contexts = example.contexts;
  const auto pairs = static_cast<double>(contexts) * tables_.negative_;
  const auto draws = static_cast<std::size_t>(std::ceil(pairs / kPairsPerNegative));
  const double share = tables_.negative_ / static_cast<double>(draws);
  // Loops of their own, so that the look-ups, which miss the cache, do not wait for one another.
  example.outputs.resize(contexts + draws);
  for (std::size_t i = contexts; i < example.outputs.size(); ++i)
    example.outputs[i] = tables_.negatives_.at(points_.next());
  for (std::size_t i = contexts; i < example.outputs.size(); ++i) {
    // As in word2vec, a track is no negative of a pair whose context it is.
    std::size_t pairs_with = contexts;
    for (std::size_t context = 0; context < contexts; ++context)
      pairs_with -= example.outputs[context] == example.outputs[i];
    const double weight = share * static_cast<double>(pairs_with);
    example.weights.push_back(static_cast<float>(weight));
    example.pairs += weight;
  }
}

}  // namespace segue
