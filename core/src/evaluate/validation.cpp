#include "segue/evaluate/validation.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <iterator>
#include <numeric>
#include <utility>
#include <vector>

#include "corpus/distinct_tracks.h"
#include "kernels/rank_kernels.h"
#include "segue/util/random.h"
#include "segue/util/run_parallel.h"

namespace segue {
namespace {

/// Chooses what is held out, and keeps count of what is left of each track.
class Chooser {
 public:
  Chooser(const Corpus& corpus, const ValidationOptions& options)
      : corpus_(corpus), options_(options), random_(options.seed) {
    for (TrackId id = 0; id < corpus.vocabulary.size(); ++id)
      left_.push_back(corpus.vocabulary.count(id));
  }

  /// In order of playlist.
  std::vector<HiddenTrack> choose() {
    const auto entries = static_cast<double>(corpus_.tokens.size());
    const auto share = static_cast<std::size_t>(entries * options_.most_share);
    const std::size_t most =
        std::min(options_.most, std::max(share, std::min(2 * share, options_.few)));
    std::vector<std::uint32_t> order(corpus_.playlists());
    std::iota(order.begin(), order.end(), 0u);
    random_.shuffle(std::span(order));
    std::vector<HiddenTrack> gifts;
    for (std::size_t i = 0; i < order.size() && gifts.size() < most; ++i) {
      if (const auto track = choose_from(corpus_.playlist(order[i])))
        gifts.push_back({order[i], *track});
    }
    std::sort(gifts.begin(), gifts.end(),
              [](const HiddenTrack& a, const HiddenTrack& b) { return a.playlist < b.playlist; });
    return gifts;
  }

 private:
  std::optional<TrackId> choose_from(std::span<const TrackId> playlist) {
    std::vector<TrackId> sorted(playlist.begin(), playlist.end());
    std::sort(sorted.begin(), sorted.end());
    std::vector<TrackId> spare;
    std::size_t different = 0;
    for (auto at = sorted.begin(); at != sorted.end(); ++different) {
      const auto next = std::upper_bound(at, sorted.end(), *at);
      if (left_[*at] >= options_.min_count + static_cast<std::uint64_t>(next - at))
        spare.push_back(*at);
      at = next;
    }
    if (different < options_.fewest_tracks || spare.empty()) return std::nullopt;
    const TrackId track = spare[random_.below(static_cast<std::uint32_t>(spare.size()))];
    left_[track] -= static_cast<std::uint64_t>(std::count(playlist.begin(), playlist.end(), track));
    return track;
  }

  const Corpus& corpus_;
  const ValidationOptions& options_;
  Random random_;
  std::vector<std::uint64_t> left_;
};

Corpus without(const Corpus& corpus, const std::vector<HiddenTrack>& gifts) {
  Corpus training;
  training.vocabulary = corpus.vocabulary;
  training.tokens.reserve(corpus.tokens.size());
  training.offsets.reserve(corpus.offsets.size());
  auto gift = gifts.begin();
  for (std::size_t i = 0; i < corpus.playlists(); ++i) {
    const std::span<const TrackId> tracks = corpus.playlist(i);
    if (gift != gifts.end() && gift->playlist == i) {
      std::remove_copy(tracks.begin(), tracks.end(), std::back_inserter(training.tokens),
                       gift->track);
      ++gift;
    } else {
      training.tokens.insert(training.tokens.end(), tracks.begin(), tracks.end());
    }
    training.offsets.push_back(training.tokens.size());
  }
  return training;
}

}  // namespace

std::optional<HiddenTracks> hide_tracks(const Corpus& corpus, const ValidationOptions& options) {
  assert(options.fewest >= 1 && options.fewest_tracks >= 2 && options.min_count >= 1);
  std::vector<HiddenTrack> gifts = Chooser(corpus, options).choose();
  if (gifts.size() < options.fewest) return std::nullopt;
  HiddenTracks result;
  result.training = without(corpus, gifts);
  DistinctTracks distinct(result.training.vocabulary.size());
  for (const auto& [playlist, track] : gifts) {
    HeldOutQuery query;
    query.known = distinct.of(result.training.playlist(playlist));
    query.held_out = {track};
    result.queries.push_back(std::move(query));
  }
  result.tracks = std::move(gifts);
  return result;
}

Validation::Validation(const TableView& input, const TableView& output,
                       std::span<const HeldOutQuery> queries, unsigned threads)
    : input_(input),
      output_(output),
      queries_(queries),
      threads_(threads),
      scales_(output.rows),
      panel_(output.dim * kernels::kRankQueries) {
  kernels::row_squares(output.values, output.stride, output.dim, output.rows, scales_.data());
  // As Continuation has it: over the root of the length.
  for (float& scale : scales_)
    scale = scale > 0 ? 1 / std::sqrt(std::sqrt(scale)) : 1;
}

void Validation::ask(std::size_t count) {
  const std::size_t end = std::min(asked_ + std::max<std::size_t>(count, 1), queries_.size());
  while (asked_ < end) {
    const std::size_t next = std::min(end - asked_, kernels::kRankQueries);
    ask_panel(queries_.subspan(asked_, next));
    asked_ += next;
  }
}

/// The mean of the known tracks' input vectors.
void Validation::set_query(const HeldOutQuery& query, std::size_t place) {
  std::vector<double> sum(input_.dim);
  for (const TrackId id : query.known) {
    const float* const row = input_.row(id);
    for (std::size_t i = 0; i < sum.size(); ++i)
      sum[i] += double{row[i]};
  }
  const double share = 1 / static_cast<double>(query.known.size());
  for (std::size_t i = 0; i < sum.size(); ++i)
    panel_[i * kernels::kRankQueries + place] = static_cast<float>(share * sum[i]);
}

void Validation::ask_panel(std::span<const HeldOutQuery> queries) {
  using kernels::kRankQueries;
  std::fill(panel_.begin(), panel_.end(), 0.0f);
  for (std::size_t place = 0; place < queries.size(); ++place)
    set_query(queries[place], place);
  const kernels::RankStep step{output_.values, output_.stride, output_.dim, scales_.data(),
                               panel_.data()};
  std::array<float, kRankQueries> thresholds = {};
  std::array<float, kRankQueries> scores = {};
  for (std::size_t place = 0; place < queries.size(); ++place) {
    kernels::score_row(step, queries[place].held_out.front(), scores.data());
    thresholds[place] = scores[place];
  }
  std::vector<std::array<std::uint64_t, kRankQueries>> counts(threads_);
  run_parallel(threads_, [&](unsigned thread) {
    const std::size_t first = output_.rows * thread / threads_;
    const std::size_t end = output_.rows * (thread + 1) / threads_;
    kernels::count_reaching(step, first, end - first, thresholds.data(), counts[thread].data());
  });
  for (std::size_t place = 0; place < queries.size(); ++place) {
    std::uint64_t rank = 0;  // ties count against the track, and it reaches its own score
    for (const auto& part : counts)
      rank += part[place];
    for (const TrackId known : queries[place].known) {
      kernels::score_row(step, known, scores.data());
      if (scores[place] >= thresholds[place]) --rank;
    }
    take_rank(rank, output_.rows - queries[place].known.size());
  }
}

/// One that stands before no other is not found at all, so that equal scores for all earn nothing.
void Validation::take_rank(std::uint64_t rank, std::uint64_t candidates) {
  if (rank >= candidates) return;
  hits_ += rank <= 10 ? 1 : 0;
  gains_ += 1 / std::log2(1 + static_cast<double>(rank));
}

}  // namespace segue
