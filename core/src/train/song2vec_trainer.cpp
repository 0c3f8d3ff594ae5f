#include "segue/train/song2vec_trainer.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <string>
#include <utility>

#include "segue/util/error.h"
#include "train/adam_table.h"
#include "train/song2vec_pairs.h"
#include "util/portable_math.h"

namespace segue {
namespace {

constexpr std::size_t kBatchSize = 32;
constexpr double kGlorotLimit = 1.7320508075688772;  // sqrt(6 / (1 + 1)): one input, one output

/// A single trained number under Adam, in double precision; it has a gradient at every step.
struct AdamScalar {
  double value;
  double first = 0;
  double second = 0;

  void step(double gradient, double rate) {
    first += (gradient - first) * (1.0 - kernels::kFirstDecay);
    second += (gradient * gradient - second) * (1.0 - kernels::kSecondDecay);
    value -= rate * first / (std::sqrt(second) + kernels::kEpsilon);
  }
};

Corpus checked(Corpus corpus, const Song2vecOptions& options) {
  options.validate();
  const std::uint64_t positives = count_positive_pairs(corpus, options.window_size);
  if (positives == 0) {
    throw Error(ErrorCode::nothing_to_learn,
                corpus.tokens.empty()
                    ? "there is nothing to learn from: the input holds no tracks"
                    : "there is nothing to learn from: no playlist has two tracks");
  }
  if (positives >= (std::uint64_t{1} << 30)) {
    throw Error(ErrorCode::bad_input, "the seed recipe holds all its pairs in memory, and " +
                                          std::to_string(positives) +
                                          " are too many: lower num_rows or window_size");
  }
  return corpus;
}

}  // namespace

class Song2vecTrainer::State {
 public:
  State(Corpus corpus, const Song2vecOptions& options)
      : options_(options),
        corpus_(checked(std::move(corpus), options)),
        random_(options.random_seed),
        pairs_(make_song2vec_pairs(corpus_, options.window_size, random_)),
        targets_(corpus_.vocabulary.size(), options.embedding_dim, random_),
        contexts_(corpus_.vocabulary.size(), options.embedding_dim, random_),
        weight_{(2 * random_.uniform() - 1) * kGlorotLimit},
        bias_{0},
        adam_(options.learning_rate) {
    progress_.epochs = options.epochs;
    pairs_total_ = std::uint64_t{pairs_.size()} * options.epochs;
  }

  const Progress& progress() const { return progress_; }

  void advance(std::uint64_t pairs) {
    const std::uint64_t goal =
        progress_.pairs_done + std::clamp<std::uint64_t>(pairs, 1, pairs_total_);
    while (!progress_.finished && progress_.pairs_done < goal) {
      if (next_ == 0) random_.shuffle(std::span(pairs_));
      const std::size_t size = std::min(kBatchSize, pairs_.size() - next_);
      train_batch(std::span(pairs_).subspan(next_, size));
      next_ += size;
      progress_.pairs_done += size;
      if (next_ == pairs_.size()) finish_epoch();
    }
    progress_.share = static_cast<double>(progress_.pairs_done) / static_cast<double>(pairs_total_);
    if (next_ != 0) progress_.running_loss = checked_loss();
  }

  Model model() const {
    Model model;
    model.recipe = Recipe::seed;
    model.hyperparameters = options_.hyperparameters();
    model.epoch_losses = progress_.epoch_losses;
    model.vocabulary = corpus_.vocabulary;
    model.input = targets_.at_step(step_, adam_);
    model.output = contexts_.at_step(step_, adam_);
    model.logit_weight = static_cast<float>(weight_.value);
    model.logit_bias = static_cast<float>(bias_.value);
    require_finite(model.input);
    require_finite(model.output);
    return model;
  }

 private:
  void train_batch(std::span<const Song2vecPair> batch) {
    ++step_;
    double weight_gradient = 0;
    double bias_gradient = 0;
    for (const Song2vecPair& pair : batch) {
      // Every row of the batch keeps its values until finish_step, so one pass both asks the model
      // and gathers the gradients.
      const std::size_t target = targets_.touch(pair.target, step_, adam_);
      const std::size_t context = contexts_.touch(pair.context, step_, adam_);
      const float* target_row = targets_.values(target);
      const float* context_row = contexts_.values(context);
      const double dot = kernels::dot(target_row, context_row, targets_.stride());
      const double logit = weight_.value * dot + bias_.value;
      epoch_loss_ += portable::softplus(pair.is_positive ? -logit : logit);
      const double error =
          (portable::sigmoid(logit) - pair.is_positive) / static_cast<double>(batch.size());
      const auto scale = static_cast<float>(error * weight_.value);
      kernels::add_scaled(scale, context_row, targets_.gradient(target), targets_.stride());
      kernels::add_scaled(scale, target_row, contexts_.gradient(context), targets_.stride());
      weight_gradient += error * dot;
      bias_gradient += error;
    }
    targets_.finish_step(step_, adam_);
    contexts_.finish_step(step_, adam_);
    weight_.step(weight_gradient, adam_.rate(step_));
    bias_.step(bias_gradient, adam_.rate(step_));
  }

  double checked_loss() const {
    const double loss = epoch_loss_ / static_cast<double>(next_);
    if (!std::isfinite(loss)) {
      throw Error(ErrorCode::diverged, "training diverged in epoch " +
                                           std::to_string(progress_.epoch + 1) +
                                           ": lower the learning rate");
    }
    return loss;
  }

  void finish_epoch() {
    progress_.epoch_losses.push_back(checked_loss());
    progress_.running_loss = 0;
    progress_.finished = ++progress_.epoch == progress_.epochs;
    epoch_loss_ = 0;
    next_ = 0;
  }

  Song2vecOptions options_;
  Corpus corpus_;
  Random random_;
  std::vector<Song2vecPair> pairs_;
  AdamTable targets_;
  AdamTable contexts_;
  AdamScalar weight_;
  AdamScalar bias_;
  DenseAdam adam_;
  Progress progress_;
  std::uint64_t pairs_total_ = 0;  // over all epochs
  std::uint64_t step_ = 0;
  std::size_t next_ = 0;   // the first pair of the next batch
  double epoch_loss_ = 0;  // summed over the epoch's pairs so far
};

Song2vecTrainer::Song2vecTrainer(Corpus corpus, const Song2vecOptions& options)
    : state_(std::make_unique<State>(std::move(corpus), options)) {}

Song2vecTrainer::~Song2vecTrainer() = default;
Song2vecTrainer::Song2vecTrainer(Song2vecTrainer&&) noexcept = default;
Song2vecTrainer& Song2vecTrainer::operator=(Song2vecTrainer&&) noexcept = default;

const Progress& Song2vecTrainer::advance(std::uint64_t pairs) {
  state_->advance(pairs);
  return state_->progress();
}

const Progress& Song2vecTrainer::progress() const {
  return state_->progress();
}

Model Song2vecTrainer::model() const {
  return state_->model();
}

}  // namespace segue
