#include "segue/evaluate/validation.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <iterator>
#include <numeric>
#include <utility>
#include <vector>

#include "corpus/distinct_tracks.h"
#include "corpus/renumber_tracks.h"
#include "segue/evaluate/evaluation.h"
#include "segue/util/random.h"

namespace segue {
namespace {

constexpr double kDearest = 2000;  // milliseconds that all queries together may take

/// A playlist and the track that it gives up.
struct Gift {
  std::size_t playlist;
  TrackId track;
};

/// Chooses what is held out, and keeps count of what is left of each track.
class Chooser {
 public:
  Chooser(const Corpus& corpus, const ValidationOptions& options)
      : corpus_(corpus), options_(options), random_(options.seed) {
    for (TrackId id = 0; id < corpus.vocabulary.size(); ++id)
      left_.push_back(corpus.vocabulary.count(id));
  }

  /// In order of playlist.
  std::vector<Gift> choose() {
    const auto entries = static_cast<double>(corpus_.tokens.size());
    const std::size_t most =
        std::min(options_.most, static_cast<std::size_t>(entries * options_.most_share));
    std::vector<std::uint32_t> order(corpus_.playlists());
    std::iota(order.begin(), order.end(), 0u);
    random_.shuffle(std::span(order));
    std::vector<Gift> gifts;
    for (std::size_t i = 0; i < order.size() && gifts.size() < most; ++i) {
      if (const auto track = choose_from(corpus_.playlist(order[i])))
        gifts.push_back({order[i], *track});
    }
    std::sort(gifts.begin(), gifts.end(),
              [](const Gift& a, const Gift& b) { return a.playlist < b.playlist; });
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

Corpus without(const Corpus& corpus, const std::vector<Gift>& gifts) {
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

ValidationOptions affordable_validation(std::size_t tracks, std::size_t dim) {
  ValidationOptions options;
  const double affordable = kDearest / validation_milliseconds(1, tracks, dim);
  if (affordable < static_cast<double>(options.most))
    options.most = std::max(options.fewest, static_cast<std::size_t>(affordable));
  return options;
}

double validation_milliseconds(std::size_t queries, std::size_t tracks, std::size_t dim) {
  constexpr double kNumbersAMillisecond = 1e6;
  return static_cast<double>(queries) * static_cast<double>(tracks) * static_cast<double>(dim) /
         kNumbersAMillisecond;
}

std::optional<HoldOut> hold_out_for_validation(const Corpus& corpus,
                                               const ValidationOptions& options) {
  assert(options.fewest >= 1 && options.fewest_tracks >= 2 && options.min_count >= 1);
  const std::vector<Gift> gifts = Chooser(corpus, options).choose();
  if (gifts.size() < options.fewest) return std::nullopt;
  HoldOut result;
  result.training = without(corpus, gifts);
  const std::vector<TrackId> new_ids = renumber_tracks(result.training);
  DistinctTracks distinct(result.training.vocabulary.size());
  for (const auto& [playlist, track] : gifts) {
    HeldOutQuery query;
    query.known = distinct.of(result.training.playlist(playlist));
    query.held_out = {new_ids[track]};
    result.queries.push_back(std::move(query));
  }
  return result;
}

Validation::Validation(const Model& model, std::span<const HeldOutQuery> queries, unsigned threads)
    : model_(model), queries_(queries), threads_(threads), continuation_(model) {}

void Validation::ask(std::size_t count) {
  const std::span<const HeldOutQuery> next =
      queries_.subspan(asked_, std::min(std::max<std::size_t>(count, 1), queries_.size() - asked_));
  EvaluationOptions options;
  options.threads = threads_;
  options.intervals = false;
  const Evaluation evaluation =
      evaluate(continuation_, "the model", next, model_.vocabulary, options);
  asked_ += next.size();
  // A mean of ones and zeros.
  hits_ += static_cast<std::size_t>(
      std::lround(evaluation[Metric::hit_rate_10].mean * static_cast<double>(next.size())));
}

}  // namespace segue
