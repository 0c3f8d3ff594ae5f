#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "segue/corpus/corpus.h"
#include "segue/train/skip_gram_options.h"
#include "util/alias_sampler.h"

namespace segue {

/// How many negative pairs one drawn negative stands for. Each drawn track costs a row of the
/// table, which is what training spends its time on; but too few of them learn worse. Measured on
/// 430 real playlists (experiments/README.md): HR@10 and HR@100 in thousandths, means of 10 seeds,
/// of which one deviates by 0.4 to 0.7 and 1.2 to 1.8. One pair at a time as word2vec does it: 10.9
/// and 60.4. With 1 pair a negative 11.0 and 60.2, 2: 10.9 and 59.5, 3: 10.8 and 60.0. With 3, but
/// drawn by chance and not evenly: 9.9 and 58.1.
constexpr double kPairsPerNegative = 3;

/// How many tracks of a playlist stand for all of it as contexts of a target, each time that it is
/// trained: as many pairs a track as a window of 7 gives.
constexpr std::uint32_t kPlaylistContexts = 8;

/// What examples are drawn by: made once, then only read, by any number of threads at once.
class PairTables {
 public:
  /// `corpus` must outlive it.
  PairTables(const Corpus& corpus, const SkipGramOptions& options);

  const Corpus& corpus() const { return corpus_; }
  std::uint32_t window() const { return window_; }
  std::uint32_t group() const { return group_; }
  std::uint32_t negative() const { return negative_; }

  /// How many negatives are drawn for a target in the midst of a long playlist, about.
  double negatives_a_target() const { return negatives_a_target_; }

  /// The negative at a point of the unit interval, in units of 2^-64: by count to the power
  /// ns_exponent.
  TrackId negative_at(std::uint64_t point) const { return negatives_.at(point); }

  /// Whether `sample` leaves in, in this epoch, the track at a position of the corpus.
  bool is_kept(std::size_t position, std::uint64_t epoch_key) const;

 private:
  const Corpus& corpus_;
  std::uint32_t window_;
  std::uint32_t group_;
  std::uint32_t negative_;
  double negatives_a_target_;
  AliasSampler negatives_;
  std::vector<std::uint32_t> keep_;  // of 2^32, by track; empty where `sample` leaves out none
};

/// The points of the unit interval that one stretch of work takes its negatives from, one after
/// another: multiples of the golden ratio (Kronecker's sequence). They fill the interval far more
/// evenly than chance would, and go on from one stretch to the next, so that in each epoch every
/// track is a negative as often as its weight says, give or take one or two.
class NegativePoints {
 public:
  NegativePoints(std::uint64_t start, std::uint64_t index) : point_(start + index * kGolden) {}
  std::uint64_t next() noexcept { return point_ += kGolden; }

 private:
  static constexpr std::uint64_t kGolden = 0x9E3779B97F4A7C15u;  // of 2^64
  std::uint64_t point_;
};

/// A number that `a` and `b` decide, like chance.
std::uint64_t mix_bits(std::uint64_t a, std::uint64_t b);

}  // namespace segue
