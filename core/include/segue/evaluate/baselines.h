#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>

#include "segue/corpus/corpus.h"
#include "segue/query/recommender.h"

/// The simple methods that a model has to reach, each as its paper has it where it has one. All but
/// Markov and near see a playlist as the set of its different tracks. They keep what they need of
/// the corpus.
///
/// Their few hyperparameters, but for those of near and of item-kNN by length, were chosen by
/// NDCG@10 on validation splits of two unlike sets, 430 long real playlists and 10,000 short ones
/// made of them (experiments/README.md): the values that lose least on either, which is at most 7%
/// of the best of each.
namespace segue {

/// How a method that takes long is to be prepared.
struct BaselineWork {
  unsigned threads = 1;                     ///< 1 or more; the result does not depend on it
  std::function<void(double)> on_progress;  ///< gets the share done, on the calling thread
};

/// The tracks that stand in most playlists, whatever is known.
std::unique_ptr<Recommender> make_popularity(const Corpus& corpus);

/// What follows what: a first-order Markov chain over the playlists as they stand. Scores a track
/// by the sum, over the known tracks, of how large a share of their successors it is. All known
/// tracks weigh alike: that is best for tracks held out anywhere in a playlist (halving the weight
/// with each step back gives less than half the NDCG@10).
std::unique_ptr<Recommender> make_markov(const Corpus& corpus);

/// What stands near what, in either direction: two places of one playlist that are d apart, of at
/// most 3, count 1 / d. Scores a track by the sum over the known tracks of what its places beside
/// theirs count, divided by sqrt(count * other count), the numbers of all their places. No value
/// was tuned.
std::unique_ptr<Recommender> make_near(const Corpus& corpus);

/// Item-based nearest neighbours (Sarwar et al. 2001; Deshpande and Karypis 2004).
struct ItemKnnOptions {
  double shrinkage = 5;  ///< added to the cosine's denominator, against chance; 0 or more
};

/// Scores a track by the sum of its cosines with the known tracks, of the columns of playlists that
/// they stand in: common / (sqrt(count * other count) + shrinkage). All tracks are neighbours: the
/// nearest 20 to 500 alone find less.
std::unique_ptr<Recommender> make_item_knn(const Corpus& corpus,
                                           const ItemKnnOptions& options = {});

/// The same where a playlist weighs 1 / sqrt(its different tracks - 1), one of a single track
/// nothing: two tracks of a short one tell more of each other. The sum of the common playlists'
/// weights stands for their number, the sum of a track's for its count. The shrinkage is as it is,
/// not tuned.
std::unique_ptr<Recommender> make_item_knn_length(const Corpus& corpus,
                                                  const ItemKnnOptions& options = {1});

/// EASE (Steck 2019, "Embarrassingly shallow autoencoders for sparse data").
struct EaseOptions {
  double l2 = 50;  ///< the ridge penalty, lambda in the paper; above 0
};

/// The most tracks or playlists, whichever are fewer, that make_ease() takes: its work grows with
/// their third power, its memory with their second (2 * 4 bytes each; 3.2 GB at this number).
constexpr std::size_t kLargestEase = 20'000;

/// Whether a corpus is small enough for make_ease().
bool ease_fits(const Corpus& corpus);

/// The exact solution of the paper's equation 8. Where there are fewer playlists than tracks, the
/// same by the inverse of the playlists' Gram matrix (Woodbury's identity).
std::unique_ptr<Recommender> make_ease(const Corpus& corpus, const EaseOptions& options = {},
                                       const BaselineWork& work = {});

/// Implicit alternating least squares (Hu, Koren and Volinsky 2008), with the regularisation of
/// Rendle et al. 2021 ("Revisiting the performance of iALS on item recommendation benchmarks").
struct AlsOptions {
  std::size_t dim = 100;
  double alpha0 = 0.03;  ///< weight of what is not in a playlist, beside 1 for what is
  double lambda = 0.05;  ///< regularisation, times (count + alpha0 * others) ^ nu
  double nu = 0.5;
  std::size_t iterations = 12;
  std::uint64_t seed = 42;  ///< of the start
};

/// Scores a track by its vector times that of the query, which is the least-squares solution for
/// its known tracks.
std::unique_ptr<Recommender> make_als(const Corpus& corpus, const AlsOptions& options = {},
                                      const BaselineWork& work = {});

}  // namespace segue
