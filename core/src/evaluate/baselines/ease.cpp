#include <Eigen/Core>
#include <algorithm>
#include <utility>
#include <vector>

#include "evaluate/baselines/eigen_index.h"
#include "evaluate/baselines/incidence.h"
#include "evaluate/baselines/positive_definite.h"
#include "segue/evaluate/baselines.h"
#include "util/require_option.h"

namespace segue {
namespace {

using Eigen::Index;
using Eigen::MatrixXf;
using Eigen::VectorXf;

/// X'X + l2, by tracks: the lower triangle.
MatrixXf track_gram(const Incidence& incidence, double l2) {
  const auto size = static_cast<Index>(incidence.tracks());
  MatrixXf gram = MatrixXf::Zero(size, size);
  for (std::size_t playlist = 0; playlist < incidence.playlists(); ++playlist) {
    const std::span<const TrackId> tracks = incidence.tracks_of(playlist);
    for (const TrackId column : tracks) {
      for (const TrackId row : tracks)
        gram(eigen_index(row), eigen_index(column)) += 1;
    }
  }
  gram.diagonal().array() += static_cast<float>(l2);
  return gram;
}

/// XX' + l2, by playlists.
MatrixXf playlist_gram(const Incidence& incidence, double l2) {
  const auto size = static_cast<Index>(incidence.playlists());
  MatrixXf gram = MatrixXf::Zero(size, size);
  for (TrackId track = 0; track < incidence.tracks(); ++track) {
    const std::span<const std::uint32_t> playlists = incidence.playlists_of(track);
    for (const std::uint32_t column : playlists) {
      for (const std::uint32_t row : playlists)
        gram(eigen_index(row), eigen_index(column)) += 1;
    }
  }
  gram.diagonal().array() += static_cast<float>(l2);
  return gram;
}

/// By the inverse P of the tracks' Gram matrix: the weight from i to j is -P(i, j) / P(j, j).
class EaseByTracks : public Recommender {
 public:
  EaseByTracks(const Incidence& incidence, double l2, const BaselineWork& work)
      : inverse_(invert_positive_definite(track_gram(incidence, l2), work)) {}

  void score(std::span<const TrackId> known, std::span<float> scores) const override {
    Eigen::Map<VectorXf> sum(scores.data(), static_cast<Index>(scores.size()));
    sum.setZero();
    for (const TrackId track : known)
      sum -= inverse_.col(eigen_index(track));
    sum.array() /= inverse_.diagonal().array();
  }

 private:
  MatrixXf inverse_;
};

/// By the inverse Q of the playlists' Gram matrix: P = (1 - X'QX) / l2, so the weight from i to
/// another j is x(i)' Q x(j) / (1 - x(j)' Q x(j)), where x is a track's column of playlists.
class EaseByPlaylists : public Recommender {
 public:
  EaseByPlaylists(Incidence incidence, double l2, const BaselineWork& work)
      : incidence_(std::move(incidence)),
        inverse_(invert_positive_definite(playlist_gram(incidence_, l2), work)) {
    for (TrackId track = 0; track < incidence_.tracks(); ++track) {
      const std::span<const std::uint32_t> playlists = incidence_.playlists_of(track);
      double product = 0;
      for (const std::uint32_t column : playlists) {
        for (const std::uint32_t row : playlists)
          product += double{inverse_(eigen_index(row), eigen_index(column))};
      }
      own_.push_back(1 - product);
    }
  }

  void score(std::span<const TrackId> known, std::span<float> scores) const override {
    VectorXf weights = VectorXf::Zero(inverse_.rows());
    for (const TrackId track : known) {
      for (const std::uint32_t playlist : incidence_.playlists_of(track))
        weights += inverse_.col(eigen_index(playlist));
    }
    for (TrackId track = 0; track < scores.size(); ++track) {
      double sum = 0;
      for (const std::uint32_t playlist : incidence_.playlists_of(track))
        sum += double{weights(eigen_index(playlist))};
      scores[track] = static_cast<float>(sum / own_[track]);
    }
  }

 private:
  Incidence incidence_;
  MatrixXf inverse_;
  std::vector<double> own_;  // above 0, because l2 is
};

}  // namespace

bool ease_fits(const Corpus& corpus) {
  return std::min(corpus.vocabulary.size(), corpus.playlists()) <= kLargestEase;
}

std::unique_ptr<Recommender> make_ease(const Corpus& corpus, const EaseOptions& options,
                                       const BaselineWork& work) {
  require_option(options.l2 > 0, "l2", "above 0");
  Incidence incidence(corpus);
  if (incidence.tracks() <= incidence.playlists())
    return std::make_unique<EaseByTracks>(incidence, options.l2, work);
  return std::make_unique<EaseByPlaylists>(std::move(incidence), options.l2, work);
}

}  // namespace segue
