#include "train/batch_sampler.h"

#include <algorithm>
#include <bitset>
#include <cmath>
#include <span>

namespace segue {
namespace {

using kernels::kBatch;

static_assert(kPlaylistContexts == kernels::kBatchContexts);

// Targets that are trained from the same scores must not all be the same few tracks: their steps
// add up.
constexpr std::size_t kTracksATarget = 16;

/// As many as a target by itself would have.
std::size_t shared_negatives(const PairTables& tables) {
  const auto wanted = static_cast<std::size_t>(std::ceil(tables.negatives_a_target()));
  return (wanted + kernels::kNegativeGroup - 1) / kernels::kNegativeGroup * kernels::kNegativeGroup;
}

bool holds(const std::vector<TrackId>& tracks, std::size_t first, TrackId track) {
  return std::find(tracks.begin() + static_cast<std::ptrdiff_t>(first), tracks.end(), track) !=
         tracks.end();
}

}  // namespace

BatchSampler::BatchSampler(const PairTables& tables, const Stretch& stretch)
    : tables_(tables),
      epoch_key_(stretch.epoch_key),
      targets_(
          std::clamp<std::size_t>(tables.corpus().vocabulary.size() / kTracksATarget, 1, kBatch)),
      negatives_(shared_negatives(tables)),
      random_(mix_bits(stretch.epoch_key, stretch.tokens_before)),
      points_(stretch.epoch_key, stretch.tokens_before * negatives_ / kBatch) {
  for (const Segment& segment : stretch.segments) {
    const std::size_t begin = tables.corpus().offsets[segment.playlist] + segment.first;
    const std::size_t size = segment_size(tables.corpus(), segment);
    for (std::size_t position = begin; position < begin + size; ++position)
      places_.push_back({position, segment.playlist});
  }
  steps_ = (places_.size() + targets_ - 1) / targets_;
}

void BatchSampler::draw(Batch& batch) {
  batch.inputs.clear();
  batch.contexts.clear();
  batch.input_counts = {};
  batch.context_counts = {};
  for (std::size_t target = 0; target < targets_; ++target) {
    const std::size_t at = target * steps_ + next_;
    if (at < places_.size()) draw_target(places_[at], target, batch);
  }
  ++next_;
  draw_negatives(batch);
}

void BatchSampler::draw_target(const Place& place, std::size_t target, Batch& batch) {
  if (!is_kept(place.position)) return;
  const std::size_t first_input = batch.inputs.size();
  const std::size_t first_context = batch.contexts.size();
  batch.inputs.push_back(tables_.corpus().tokens[place.position]);
  if (tables_.group() > 1) draw_companions(place, first_input, batch);
  draw_contexts(place, first_input, batch);
  if (batch.contexts.size() == first_context) batch.inputs.resize(first_input);
  batch.input_counts[target] = batch.inputs.size() - first_input;
  batch.context_counts[target] = batch.contexts.size() - first_context;
}

/// The index-th of the playlist's other places.
std::size_t BatchSampler::other_place(const Place& place, std::size_t index) const {
  const std::size_t at = tables_.corpus().offsets[place.playlist] + index;
  return at < place.position ? at : at + 1;
}

/// At most half of the others, so that some are left to be contexts.
void BatchSampler::draw_companions(const Place& place, std::size_t first, Batch& batch) {
  const std::size_t others = tables_.corpus().playlist(place.playlist).size() - 1;
  const std::uint32_t wanted = random_.below(tables_.group());
  for (std::uint32_t i = 0; i < std::min<std::size_t>(wanted, others / 2); ++i) {
    const std::size_t at = other_place(place, random_.below(static_cast<std::uint32_t>(others)));
    const TrackId companion = tables_.corpus().tokens[at];
    if (is_kept(at) && !holds(batch.inputs, first, companion)) batch.inputs.push_back(companion);
  }
}

void BatchSampler::draw_contexts(const Place& place, std::size_t first, Batch& batch) {
  const std::size_t others = tables_.corpus().playlist(place.playlist).size() - 1;
  const bool takes_all = others <= kPlaylistContexts;
  for (std::uint32_t i = 0; i < std::min<std::size_t>(others, kPlaylistContexts); ++i) {
    const std::size_t at =
        other_place(place, takes_all ? i : random_.below(static_cast<std::uint32_t>(others)));
    const TrackId context = tables_.corpus().tokens[at];
    // An input may stand in the playlist twice.
    if (is_kept(at) && !holds(batch.inputs, first, context)) batch.contexts.push_back(context);
  }
}

void BatchSampler::draw_negatives(Batch& batch) {
  batch.negatives.resize(negatives_);
  for (TrackId& negative : batch.negatives)
    negative = tables_.negative_at(points_.next());
  const double share = tables_.negative() / static_cast<double>(negatives_);
  std::array<float, kBatch> weights = {};
  for (std::size_t target = 0; target < kBatch; ++target)
    weights[target] = static_cast<float>(share * static_cast<double>(batch.context_counts[target]));
  batch.negative_weights.resize(negatives_ * kBatch);
  for (std::size_t i = 0; i < negatives_; ++i)
    std::copy(weights.begin(), weights.end(),
              batch.negative_weights.begin() + static_cast<std::ptrdiff_t>(i * kBatch));
  batch.pairs = static_cast<double>(batch.contexts.size()) * (1 + tables_.negative());
  leave_out_contexts(batch);
}

/// As in word2vec, a track is no negative of a pair whose context it is.
void BatchSampler::leave_out_contexts(Batch& batch) const {
  const auto share = static_cast<float>(tables_.negative() / static_cast<double>(negatives_));
  std::bitset<4096> seen;  // most contexts are told from all negatives by one look
  for (const TrackId negative : batch.negatives)
    seen.set(negative % seen.size());
  std::size_t at = 0;
  for (std::size_t target = 0; target < kBatch; ++target) {
    for (const std::size_t end = at + batch.context_counts[target]; at < end; ++at) {
      if (!seen.test(batch.contexts[at] % seen.size())) continue;
      for (std::size_t i = 0; i < negatives_; ++i) {
        if (batch.negatives[i] != batch.contexts[at]) continue;
        float& weight = batch.negative_weights[i * kBatch + target];
        weight = std::max(weight - share, 0.0f);
        batch.pairs -= double{share};
      }
    }
  }
}

}  // namespace segue
