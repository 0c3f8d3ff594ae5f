#include "plain_word2vec.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "segue/util/random.h"

namespace PLAIN_NAMESPACE {
namespace {

using segue::Corpus;
using segue::Random;
using segue::SkipGramOptions;
using segue::TrackId;

constexpr std::size_t kUnigramTable = 100'000'000;
constexpr std::size_t kSigmoidTable = 1000;
constexpr float kLargestScore = 6;

class Trainer {
 public:
  Trainer(const Corpus& corpus, const SkipGramOptions& options)
      : corpus_(corpus),
        options_(options),
        dim_(options.dim),
        random_(options.seed),
        input_(corpus.vocabulary.size() * dim_),
        output_(corpus.vocabulary.size() * dim_),
        change_(dim_) {
    for (float& value : input_)
      value = static_cast<float>((random_.uniform() - 0.5) / static_cast<double>(dim_));
    fill_sigmoid();
    fill_unigrams();
  }

  void train() {
    const double total = static_cast<double>(corpus_.tokens.size()) * options_.epochs;
    for (std::uint32_t epoch = 0; epoch < options_.epochs; ++epoch) {
      for (std::size_t playlist = 0; playlist < corpus_.playlists(); ++playlist) {
        rate_ = static_cast<float>(options_.lr *
                                   std::max(1e-4, 1 - static_cast<double>(tokens_done_) / total));
        train_playlist(playlist);
      }
    }
  }

  segue::Model model() && {
    segue::Model model;
    model.recipe = segue::Recipe::playlist;
    model.vocabulary = corpus_.vocabulary;
    model.input = {corpus_.vocabulary.size(), dim_, {input_.begin(), input_.end()}};
    model.output = {corpus_.vocabulary.size(), dim_, {output_.begin(), output_.end()}};
    return model;
  }

 private:
  void fill_sigmoid() {
    for (std::size_t i = 0; i < kSigmoidTable; ++i) {
      const float score =
          (static_cast<float>(i) / static_cast<float>(kSigmoidTable) * 2 - 1) * kLargestScore;
      sigmoid_.push_back(1 / (1 + std::exp(-score)));
    }
  }

  void fill_unigrams() {
    std::vector<double> weights;
    double sum = 0;
    for (TrackId id = 0; id < corpus_.vocabulary.size(); ++id) {
      weights.push_back(
          std::pow(static_cast<double>(corpus_.vocabulary.count(id)), options_.ns_exponent));
      sum += weights.back();
    }
    unigrams_.reserve(kUnigramTable);
    double reached = 0;
    for (TrackId id = 0; id < weights.size(); ++id) {
      reached += weights[id] / sum;
      const double end = id + 1 == weights.size() ? 1.0 : reached;
      while (static_cast<double>(unigrams_.size()) < end * static_cast<double>(kUnigramTable))
        unigrams_.push_back(id);
    }
  }

  void train_playlist(std::size_t playlist) {
    const auto begin = static_cast<std::ptrdiff_t>(corpus_.offsets[playlist]);
    const auto end = static_cast<std::ptrdiff_t>(corpus_.offsets[playlist + 1]);
    for (std::ptrdiff_t position = begin; position < end; ++position) {
      const auto reach = static_cast<std::ptrdiff_t>(1 + random_.below(options_.window));
      const std::ptrdiff_t last = std::min(position + reach, end - 1);
      for (std::ptrdiff_t at = std::max(position - reach, begin); at <= last; ++at) {
        const TrackId target = corpus_.tokens[static_cast<std::size_t>(position)];
        const TrackId context = corpus_.tokens[static_cast<std::size_t>(at)];
        if (context != target) train_pair(target, context);
      }
      ++tokens_done_;
    }
  }

  void train_pair(TrackId target, TrackId context) {
    float* const input = &input_[target * dim_];
    std::fill(change_.begin(), change_.end(), 0.0f);
    for (std::uint32_t i = 0; i <= options_.negative; ++i) {
      TrackId other = context;
      if (i != 0) {
        other = unigrams_[random_.below(kUnigramTable)];
        if (other == context) continue;
      }
      float* const output = &output_[other * dim_];
      float score = 0;
      for (std::size_t d = 0; d < dim_; ++d)
        score += input[d] * output[d];
      const float gain = ((i == 0 ? 1.0f : 0.0f) - sigmoid_of(score)) * rate_;
      for (std::size_t d = 0; d < dim_; ++d)
        change_[d] += gain * output[d];
      for (std::size_t d = 0; d < dim_; ++d)
        output[d] += gain * input[d];
    }
    for (std::size_t d = 0; d < dim_; ++d)
      input[d] += change_[d];
  }

  float sigmoid_of(float score) const {
    if (score >= kLargestScore) return 1;
    if (score <= -kLargestScore) return 0;
    return sigmoid_[static_cast<std::size_t>((score + kLargestScore) *
                                             (kSigmoidTable / kLargestScore / 2))];
  }

  const Corpus& corpus_;
  SkipGramOptions options_;
  std::size_t dim_;
  Random random_;
  std::vector<float> input_;
  std::vector<float> output_;
  std::vector<float> change_;
  std::vector<float> sigmoid_;
  std::vector<TrackId> unigrams_;
  float rate_ = 0;
  std::uint64_t tokens_done_ = 0;
};

}  // namespace

segue::Model train(const Corpus& corpus, const SkipGramOptions& options) {
  Trainer trainer(corpus, options);
  trainer.train();
  return std::move(trainer).model();
}

}  // namespace PLAIN_NAMESPACE
