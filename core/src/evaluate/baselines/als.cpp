#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <algorithm>
#include <atomic>
#include <cmath>
#include <utility>
#include <vector>

#include "evaluate/baselines/eigen_index.h"
#include "evaluate/baselines/incidence.h"
#include "segue/evaluate/baselines.h"
#include "segue/util/random.h"
#include "segue/util/run_parallel.h"
#include "util/require_option.h"

namespace segue {
namespace {

using Eigen::Index;
using Eigen::MatrixXf;
using Eigen::VectorXf;

/// One side's least squares: what the vectors of one side say of an entry of the other.
class Side {
 public:
  /// `vectors`, one a column, are what is multiplied with; they must outlive this.
  Side(const MatrixXf& vectors, const AlsOptions& options)
      : vectors_(vectors),
        options_(options),
        gram_(MatrixXf::Zero(vectors.rows(), vectors.rows())) {
    gram_.selfadjointView<Eigen::Lower>().rankUpdate(vectors, static_cast<float>(options.alpha0));
  }

  /// The vector whose products are as close as can be to 1 with `positives`, and, weighing less,
  /// to 0 with all.
  VectorXf solve(std::span<const std::uint32_t> positives) const {
    if (positives.empty()) return VectorXf::Zero(vectors_.rows());  // rankUpdate() divides by it
    MatrixXf picked(vectors_.rows(), static_cast<Index>(positives.size()));
    for (std::size_t i = 0; i < positives.size(); ++i)
      picked.col(static_cast<Index>(i)) = vectors_.col(eigen_index(positives[i]));
    MatrixXf matrix = gram_;
    matrix.selfadjointView<Eigen::Lower>().rankUpdate(picked);
    const double frequency = static_cast<double>(positives.size()) +
                             options_.alpha0 * static_cast<double>(vectors_.cols());
    matrix.diagonal().array() +=
        static_cast<float>(options_.lambda * std::pow(frequency, options_.nu));
    return Eigen::LLT<MatrixXf, Eigen::Lower>(matrix).solve(picked.rowwise().sum());
  }

 private:
  const MatrixXf& vectors_;
  AlsOptions options_;
  MatrixXf gram_;  // its lower triangle
};

/// Shares `count` calls of work(i) out among threads; `note(i)` after those of the calling one.
template <typename Work, typename Note>
void share_out(std::size_t count, unsigned threads, const Work& work, const Note& note) {
  std::atomic<std::size_t> next = 0;
  run_parallel(threads, [&](unsigned thread) {
    try {
      for (std::size_t i = next++; i < count; i = next++) {
        work(i);
        if (thread == 0) note(i);
      }
    } catch (...) {
      next = count;  // the others need not go on
      throw;
    }
  });
}

MatrixXf random_vectors(const AlsOptions& options, std::size_t count) {
  // The variance of the paper's normal distribution, 0.01 / dim.
  const double reach = 0.1 * std::sqrt(3.0 / static_cast<double>(options.dim));
  MatrixXf vectors(static_cast<Index>(options.dim), static_cast<Index>(count));
  Random random(options.seed);
  for (float& value : vectors.reshaped())
    value = static_cast<float>(reach * (2 * random.uniform() - 1));
  return vectors;
}

MatrixXf train(const Incidence& incidence, const AlsOptions& options, const BaselineWork& work) {
  MatrixXf tracks = random_vectors(options, incidence.tracks());
  MatrixXf playlists(tracks.rows(), static_cast<Index>(incidence.playlists()));
  std::size_t half = 0;  // of an iteration
  const auto solve_all = [&](const MatrixXf& from, MatrixXf& to, const auto& positives) {
    const Side side(from, options);
    const auto count = static_cast<std::size_t>(to.cols());
    share_out(
        count, work.threads,
        [&](std::size_t i) { to.col(static_cast<Index>(i)) = side.solve(positives(i)); },
        [&](std::size_t i) {
          if (!work.on_progress) return;
          const double done =
              static_cast<double>(half) + static_cast<double>(i) / static_cast<double>(count);
          work.on_progress(done / static_cast<double>(2 * options.iterations));
        });
    ++half;
  };
  for (std::size_t iteration = 0; iteration < options.iterations; ++iteration) {
    solve_all(tracks, playlists, [&](std::size_t i) { return incidence.tracks_of(i); });
    solve_all(playlists, tracks,
              [&](std::size_t i) { return incidence.playlists_of(static_cast<TrackId>(i)); });
  }
  return tracks;
}

class Als : public Recommender {
 public:
  Als(const Corpus& corpus, const AlsOptions& options, const BaselineWork& work)
      : tracks_(train(Incidence(corpus), options, work)), side_(tracks_, options) {}

  void score(std::span<const TrackId> known, std::span<float> scores) const override {
    Eigen::Map<VectorXf>(scores.data(), static_cast<Index>(scores.size())).noalias() =
        tracks_.transpose() * side_.solve(known);
  }

 private:
  MatrixXf tracks_;
  Side side_;
};

}  // namespace

std::unique_ptr<Recommender> make_als(const Corpus& corpus, const AlsOptions& options,
                                      const BaselineWork& work) {
  require_option(options.dim >= 1 && options.dim <= 4096, "dim", "a whole number from 1 to 4096");
  require_option(options.alpha0 > 0, "alpha0", "above 0");
  require_option(options.lambda > 0, "lambda", "above 0");
  require_option(options.nu >= 0 && options.nu <= 1, "nu", "from 0 to 1");
  return std::make_unique<Als>(corpus, options, work);
}

}  // namespace segue
