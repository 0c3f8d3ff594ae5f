#pragma once

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

#include "segue/corpus/corpus.h"
#include "segue/train/song2vec_options.h"
#include "segue/util/random.h"
#include "train/song2vec_pairs.h"

namespace segue::test {

/// The `seed` recipe written down plainly: every step updates every row of both tables, as Keras
/// does. What Song2vecTrainer computes at the cost of the touched rows must be this.
class DenseReference {
 public:
  DenseReference(const Corpus& corpus, const Song2vecOptions& options)
      : options_(options),
        random_(options.random_seed),
        pairs_(make_song2vec_pairs(corpus, options.window_size, random_)),
        targets_(corpus.vocabulary.size(), options.embedding_dim, random_),
        contexts_(corpus.vocabulary.size(), options.embedding_dim, random_),
        logit_(2) {
    logit_.values(0) = static_cast<float>((2 * random_.uniform() - 1) * std::sqrt(3.0));
  }

  void train() {
    for (std::uint32_t epoch = 0; epoch < options_.epochs; ++epoch) {
      random_.shuffle(std::span(pairs_));
      train_batches(pairs_.size());
    }
  }

  /// The first batches of the pairs as they stand, until `pairs` are used; the steps taken.
  std::size_t train_batches(std::size_t pairs) {
    std::size_t steps = 0;
    for (std::size_t first = 0; first < pairs; first += 32, ++steps) {
      train_batch(std::span(pairs_).subspan(first, std::min<std::size_t>(32, pairs - first)));
    }
    return steps;
  }

  float target(std::size_t row, std::size_t i) const { return at(targets_, row, i); }
  float context(std::size_t row, std::size_t i) const { return at(contexts_, row, i); }
  float weight() const { return logit_.values(0); }
  float bias() const { return logit_.values(1); }
  double epoch_loss() const { return loss_ / static_cast<double>(pairs_.size()); }

 private:
  using Table = Eigen::ArrayXXf;  // a column a track

  struct Parameters {
    explicit Parameters(Eigen::Index size) { resize(size, 1); }
    Parameters(std::size_t rows, std::size_t dim, Random& random) {
      resize(static_cast<Eigen::Index>(dim), static_cast<Eigen::Index>(rows));
      for (float& value : values.reshaped()) {
        value = static_cast<float>(0.1 * random.uniform() - 0.05);
      }
    }
    void resize(Eigen::Index dim, Eigen::Index rows) {
      values = gradient = first = second = Table::Zero(dim, rows);
    }

    void step(float rate) {
      first += (gradient - first) * 0.1f;
      second += (gradient.square() - second) * 0.001f;
      values -= rate * first / (second.sqrt() + 1e-7f);
      gradient.setZero();
    }

    Table values, gradient, first, second;
  };

  static float at(const Parameters& table, std::size_t row, std::size_t i) {
    return table.values(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(row));
  }

  void train_batch(std::span<const Song2vecPair> batch) {
    if (step_ % ((pairs_.size() + 31) / 32) == 0) loss_ = 0;
    for (const Song2vecPair& pair : batch) {
      const float weight = logit_.values(0);
      const auto target_id = static_cast<Eigen::Index>(pair.target);
      const auto context_id = static_cast<Eigen::Index>(pair.context);
      const auto target = targets_.values.col(target_id);
      const auto context = contexts_.values.col(context_id);
      const float dot = (target * context).sum();
      const float logit = weight * dot + logit_.values(1);
      const float label = pair.is_positive ? 1.0f : 0.0f;
      loss_ += std::log1p(std::exp(double{pair.is_positive ? -logit : logit}));
      const float error = (1 / (1 + std::exp(-logit)) - label) / static_cast<float>(batch.size());
      targets_.gradient.col(target_id) += error * weight * context;
      contexts_.gradient.col(context_id) += error * weight * target;
      logit_.gradient(0) += error * dot;
      logit_.gradient(1) += error;
    }
    ++step_;
    const double t = static_cast<double>(step_);
    const auto rate = static_cast<float>(
        options_.learning_rate * std::sqrt(1 - std::pow(0.999, t)) / (1 - std::pow(0.9, t)));
    targets_.step(rate);
    contexts_.step(rate);
    logit_.step(rate);
  }

  Song2vecOptions options_;
  Random random_;
  std::vector<Song2vecPair> pairs_;
  Parameters targets_;
  Parameters contexts_;
  Parameters logit_;  // weight, bias
  std::size_t step_ = 0;
  double loss_ = 0;
};

}  // namespace segue::test
