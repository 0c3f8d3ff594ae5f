#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "segue/corpus/corpus.h"
#include "segue/train/skip_gram_options.h"
#include "segue/util/random.h"
#include "train/playlist_segments.h"
#include "util/alias_sampler.h"

namespace segue {

/// How many negative pairs one drawn negative stands for. Each drawn track costs a row of the
/// table, which is what training spends its time on; but too few of them learn worse. Measured on
/// 430 real playlists (experiments/README.md): HR@10 and HR@100 in thousandths, means of 10 seeds,
/// of which one deviates by 0.4 to 0.7 and 1.2 to 1.8. One pair at a time as word2vec does it: 10.9
/// and 60.4. With 1 pair a negative 11.0 and 60.2, 2: 10.9 and 59.5, 3: 10.8 and 60.0. With 3, but
/// drawn by chance and not evenly: 9.9 and 58.1.
constexpr double kPairsPerNegative = 3;

/// A target with the tracks that it is trained against: first its contexts, then its negatives.
struct Example {
  TrackId target = 0;
  std::vector<TrackId> companions;  ///< stand beside the target as input; none are contexts
  std::vector<TrackId> outputs;
  std::vector<float> weights;  ///< how many pairs each output stands for; 0 or more
  std::size_t contexts = 0;    ///< the first so many outputs
  double pairs = 0;            ///< the sum of the weights
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

/// What examples are drawn by: made once, then only read, by any number of threads at once.
class PairTables {
 public:
  /// `corpus` must outlive it.
  PairTables(const Corpus& corpus, const SkipGramOptions& options);

 private:
  friend class PairSampler;

  const Corpus& corpus_;
  std::uint32_t window_;
  std::uint32_t group_;
  std::uint32_t negative_;
  double negatives_a_token_;         // drawn, about
  AliasSampler negatives_;           // by count to the power ns_exponent
  std::vector<std::uint32_t> keep_;  // of 2^32, by track; empty where `sample` leaves out none
};

/// Draws the examples of one segment in one epoch: contexts as `window` says, negatives, and which
/// tracks are passed over by `sample`. All depends on the epoch's key and the segment only, so it
/// is the same whichever thread does it and whenever.
class PairSampler {
 public:
  /// `tables` must outlive it. `epoch_key` is any number that differs from epoch to epoch.
  PairSampler(const PairTables& tables, const Segment& segment, std::uint64_t epoch_key);

  /// Fills `example` for the track at `position` of the corpus, in the segment; without contexts
  /// where chance left none. Positions must be asked for in order.
  void draw(std::size_t position, Example& example);

 private:
  bool is_kept(std::size_t position) const;
  void draw_window(std::size_t position, Example& example);
  void draw_companions(std::size_t position, Example& example);
  void draw_from_playlist(std::size_t position, Example& example);
  static bool is_input(TrackId track, const Example& example);
  void add_context(std::size_t position, Example& example) const;
  void draw_negatives(Example& example);

  const PairTables& tables_;
  std::uint64_t epoch_key_;
  std::size_t begin_;  // of the playlist in the corpus
  std::size_t end_;
  Random random_;
  NegativePoints points_;
};

/// A number that `a` and `b` decide, like chance.
std::uint64_t mix_bits(std::uint64_t a, std::uint64_t b);

}  // namespace segue
