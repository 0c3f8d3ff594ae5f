#include "train/pair_sampler.h"

#include <cmath>

namespace segue {

PairSampler::PairSampler(const PairTables& tables, const Segment& segment, std::uint64_t epoch_key)
    : tables_(tables),
      epoch_key_(epoch_key),
      begin_(tables.corpus().offsets[segment.playlist]),
      end_(tables.corpus().offsets[segment.playlist + 1]),
      random_(mix_bits(epoch_key, begin_ + segment.first)),
      points_(epoch_key, static_cast<std::uint64_t>(static_cast<double>(begin_ + segment.first) *
                                                    tables.negatives_a_target())) {}

void PairSampler::draw(std::size_t position, Example& example) {
  example.target = tables_.corpus().tokens[position];
  example.outputs.clear();
  example.weights.clear();
  if (is_kept(position)) draw_window(position, example);
  example.contexts = example.outputs.size();
  example.pairs = static_cast<double>(example.contexts);
  if (example.contexts != 0) draw_negatives(example);
}

bool PairSampler::is_kept(std::size_t position) const {
  return tables_.is_kept(position, epoch_key_);
}

void PairSampler::draw_window(std::size_t position, Example& example) {
  const std::uint32_t reach = 1 + random_.below(tables_.window());
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

void PairSampler::add_context(std::size_t position, Example& example) const {
  const TrackId context = tables_.corpus().tokens[position];
  if (context == example.target) return;  // it may stand in the playlist twice
  example.outputs.push_back(context);
  example.weights.push_back(1);
}

void PairSampler::draw_negatives(Example& example) {
  const std::size_t contexts = example.contexts;
  const auto pairs = static_cast<double>(contexts) * tables_.negative();
  const auto draws = static_cast<std::size_t>(std::ceil(pairs / kPairsPerNegative));
  const double share = tables_.negative() / static_cast<double>(draws);
  // Loops of their own, so that the look-ups, which miss the cache, do not wait for one another.
  example.outputs.resize(contexts + draws);
  for (std::size_t i = contexts; i < example.outputs.size(); ++i)
    example.outputs[i] = tables_.negative_at(points_.next());
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
