#include "segue/train/skip_gram_trainer.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

#include "kernels/skip_gram_kernels.h"
#include "segue/corpus/fingerprint.h"
#include "segue/util/error.h"
#include "segue/util/run_parallel.h"
#include "train/pair_sampler.h"
#include "train/playlist_segments.h"
#include "train/row_table.h"
#include "train/skip_gram_checkpoint.h"

namespace segue {
namespace {

constexpr double kLeastRate = 1e-4;  // of the rate at the start; word2vec's
// Nats a pair, ten times what tossing a coin costs. No training that learns comes near it; one
// whose steps are too long passes it at once, though its numbers may stay finite.
constexpr double kHopelessLoss = 7;

Corpus checked(Corpus corpus, const SkipGramOptions& options) {
  options.validate();
  if (corpus.tokens.empty()) {
    throw Error(ErrorCode::nothing_to_learn,
                "there is nothing to learn from: the input holds no tracks");
  }
  return corpus;
}

std::vector<Segment> checked(std::vector<Segment> segments) {
  if (segments.empty()) {
    throw Error(ErrorCode::nothing_to_learn,
                "there is nothing to learn from: no playlist has two different tracks");
  }
  return segments;
}

/// word2vec's: input vectors even in +-1 / (2 dim), output vectors zero.
void initialise(RowTable& input, std::uint64_t seed) {
  Random random(seed);
  const float scale = 0x1p-32f / static_cast<float>(input.dim());
  for (std::size_t index = 0; index < input.rows(); ++index) {
    for (std::size_t i = 0; i < input.dim(); ++i)
      input.row(index)[i] = scale * static_cast<float>(static_cast<std::int32_t>(random.next()));
  }
}

/// An example with the rows that it is about, in the form that the kernel takes.
struct Batch {
  Example example;
  std::vector<float*> inputs;  // of the target and its companions
  std::vector<float*> outputs;
  AlignedFloats weights;
};

/// What one thread has for itself, on cache lines of its own: it writes to it all the time.
struct alignas(128) Worker {
  explicit Worker(std::size_t stride) : spare_row(stride), mean(stride), trained(stride) {}

  Batch now;
  Batch next;               // its rows are on their way from memory while `now` is trained
  AlignedFloats spare_row;  // fills groups of rows; zeros, which a weight of 0 leaves so
  AlignedFloats mean;       // of the inputs, where there are several,
  AlignedFloats trained;    // and what training makes of it
  AlignedFloats scores;
  double loss = 0;   // summed over its pairs of this epoch
  double pairs = 0;  // of this epoch
  std::uint64_t tokens = 0;
};

}  // namespace

class SkipGramTrainer::State {
 public:
  State(Corpus corpus, const SkipGramOptions& options)
      : options_(options),
        corpus_(checked(std::move(corpus), options)),
        fingerprint_(fingerprint(corpus_)),
        segments_(checked(cut_into_segments(corpus_))),
        tables_(corpus_, options),
        input_(corpus_.vocabulary.size(), options.dim),
        output_(corpus_.vocabulary.size(), options.dim),
        workers_(options.threads, Worker(input_.stride())) {
    initialise(input_, options.seed);
    position_.progress.epochs = options.epochs;
    begin_epoch();
  }

  State(Corpus corpus, const SkipGramOptions& options, std::string_view checkpoint,
        const std::string& file)
      : State(std::move(corpus), options) {
    position_ = read_checkpoint(checkpoint, file, options_, fingerprint_, input_, output_);
    if (position_.next_segment >= segments_.size()) {
      throw Error(ErrorCode::bad_input,
                  "this is not a whole checkpoint: its position lies past "
                  "the end of the playlists",
                  {file});
    }
    begin_epoch();
    workers_[0].loss = position_.epoch_loss;
    workers_[0].pairs = position_.epoch_pairs;
    pairs_before_ -= whole_pairs();
  }

  const Progress& progress() const { return position_.progress; }

  void advance(std::uint64_t tokens) {
    if (progress().finished) return;
    const std::size_t begin = position_.next_segment;
    std::size_t end = begin;
    for (std::uint64_t planned = 0; end < order_.size() && (end == begin || planned < tokens);
         ++end)
      planned += segment_size(segments_[order_[end]]);
    train(begin, end);
    position_.next_segment = end;
    gather_progress();
    if (end == order_.size()) finish_epoch();
  }

  void checkpoint(const std::function<void(std::string_view)>& sink) const {
    write_checkpoint(options_, fingerprint_, position_, input_, output_, sink);
  }

  Model model() const {
    Model model = described();
    model.vocabulary = corpus_.vocabulary;
    model.input = input_.embedding();
    model.output = output_.embedding();
    return finite(std::move(model));
  }

  Model take_model() {
    Model model = described();
    model.vocabulary = std::move(corpus_.vocabulary);
    model.input = std::move(input_).embedding();
    model.output = std::move(output_).embedding();
    return finite(std::move(model));
  }

 private:
  std::size_t segment_size(const Segment& segment) const {
    return std::min<std::size_t>(corpus_.playlist(segment.playlist).size() - segment.first,
                                 kSegmentTokens);
  }

  std::uint64_t epoch_key() const {
    return mix_bits(options_.seed, std::uint64_t{progress().epoch} + 1);
  }

  /// The epoch's order of the segments depends on the seed and the epoch only.
  void begin_epoch() {
    for (Worker& worker : workers_)
      worker.loss = worker.pairs = 0;
    pairs_before_ = progress().pairs_done;
    order_.resize(segments_.size());
    std::iota(order_.begin(), order_.end(), 0u);
    Random random(epoch_key());
    random.shuffle(std::span(order_));
  }

  /// Trains the segments [begin, end) of the epoch's order, shared among the threads.
  void train(std::size_t begin, std::size_t end) {
    std::atomic<std::size_t> next = begin;
    const auto work = [&](unsigned index) {
      for (std::size_t at = next++; at < end; at = next++)
        train_segment(at, workers_[index]);
    };
    run_parallel(static_cast<unsigned>(std::min(workers_.size(), end - begin)), work);
  }

  void train_segment(std::size_t at, Worker& worker) {
    const Segment& segment = segments_[order_[at]];
    PairSampler sampler(tables_, segment, epoch_key());
    const std::size_t begin = corpus_.offsets[segment.playlist] + segment.first;
    const std::size_t size = segment_size(segment);
    const float rate = rate_at(at);
    for (std::size_t position = begin; position < begin + size; ++position) {
      sampler.draw(position, worker.next.example);
      find_rows(worker);
      train_batch(worker, rate);
      std::swap(worker.now, worker.next);
    }
    worker.next.outputs.clear();
    train_batch(worker, rate);
    worker.now.outputs.clear();
    worker.tokens += size;
  }

  float rate_at(std::size_t at) const {
    return static_cast<float>(options_.lr * std::max(kLeastRate, 1 - share_before(at)));
  }

  double share_before(std::size_t at) const {
    const auto segments = static_cast<double>(segments_.size());
    return (progress().epoch + static_cast<double>(at) / segments) / options_.epochs;
  }

  /// Fills in the rows of the worker's next batch: none where its example has no contexts.
  void find_rows(Worker& worker) {
    Batch& batch = worker.next;
    const Example& example = batch.example;
    batch.outputs.clear();
    if (example.contexts == 0) return;
    for (const TrackId output : example.outputs)
      batch.outputs.push_back(output_.row(output));
    while (batch.outputs.size() % kernels::kRowGroup != 0)
      batch.outputs.push_back(worker.spare_row.data());
    batch.weights.assign(kernels::padded(batch.outputs.size()), 0);
    std::copy(example.weights.begin(), example.weights.end(), batch.weights.begin());
    batch.inputs.assign(1, input_.row(example.target));
    for (const TrackId companion : example.companions)
      batch.inputs.push_back(input_.row(companion));
    for (const float* const input : batch.inputs) {
      for (std::size_t i = 0; i < input_.stride(); i += kernels::kRowUnit)
        __builtin_prefetch(input + i, 1);
    }
  }

  void train_batch(Worker& worker, float rate) {
    const Batch& batch = worker.now;
    if (batch.outputs.empty()) return;
    worker.scores.resize(batch.weights.size());
    const bool is_group = batch.inputs.size() > 1;
    if (is_group) find_mean(worker);
    float* const input = is_group ? worker.trained.data() : batch.inputs.front();
    worker.loss += double{kernels::train_target({.input = input,
                                                 .outputs = batch.outputs.data(),
                                                 .weights = batch.weights.data(),
                                                 .scores = worker.scores.data(),
                                                 .positives = batch.example.contexts,
                                                 .count = batch.outputs.size(),
                                                 .dim = options_.dim,
                                                 .rate = rate,
                                                 .next = worker.next.outputs.data(),
                                                 .next_count = worker.next.outputs.size()})};
    worker.pairs += batch.example.pairs;
    if (is_group) spread_change(worker);
  }

  static void find_mean(Worker& worker) {
    const std::vector<float*>& inputs = worker.now.inputs;
    AlignedFloats& mean = worker.mean;
    mean.assign(inputs.front(), inputs.front() + mean.size());
    for (std::size_t k = 1; k < inputs.size(); ++k) {
      for (std::size_t i = 0; i < mean.size(); ++i)
        mean[i] += inputs[k][i];
    }
    const float share = 1 / static_cast<float>(inputs.size());
    for (float& value : mean)
      value *= share;
    worker.trained = mean;
  }

  /// Each input adds its share of how the mean was changed: the gradient of a mean.
  static void spread_change(Worker& worker) {
    const std::vector<float*>& inputs = worker.now.inputs;
    const float share = 1 / static_cast<float>(inputs.size());
    for (std::size_t i = 0; i < worker.mean.size(); ++i)
      worker.mean[i] = share * (worker.trained[i] - worker.mean[i]);
    for (float* const input : inputs) {
      for (std::size_t i = 0; i < worker.mean.size(); ++i)
        input[i] += worker.mean[i];
    }
  }

  std::uint64_t whole_pairs() const { return static_cast<std::uint64_t>(position_.epoch_pairs); }

  /// The sums of an epoch are not begun anew in each slice, so that they do not depend on how the
  /// work is cut.
  void gather_progress() {
    Progress& progress = position_.progress;
    position_.epoch_loss = 0;
    position_.epoch_pairs = 0;
    for (Worker& worker : workers_) {
      position_.epoch_loss += worker.loss;
      position_.epoch_pairs += worker.pairs;
      progress.tokens_done += std::exchange(worker.tokens, 0);
    }
    progress.pairs_done = pairs_before_ + whole_pairs();
    progress.share = share_before(position_.next_segment);
    if (position_.epoch_pairs == 0) return;
    progress.running_loss = position_.epoch_loss / position_.epoch_pairs;
    if (!(progress.running_loss < kHopelessLoss)) {  // a NaN, too
      throw Error(ErrorCode::diverged, "training diverged in epoch " +
                                           std::to_string(progress.epoch + 1) +
                                           ": lower the learning rate");
    }
  }

  void finish_epoch() {
    Progress& progress = position_.progress;
    progress.epoch_losses.push_back(std::exchange(progress.running_loss, 0));
    progress.finished = ++progress.epoch == progress.epochs;
    position_.next_segment = 0;
    position_.epoch_loss = 0;
    position_.epoch_pairs = 0;
    begin_epoch();
  }

  Model described() const {
    Model model;
    model.recipe = Recipe::playlist;
    model.hyperparameters = options_.hyperparameters();
    model.epoch_losses = progress().epoch_losses;
    return model;
  }

  static Model finite(Model model) {
    require_finite(model.input);
    require_finite(model.output);
    return model;
  }

  SkipGramOptions options_;
  Corpus corpus_;
  std::uint64_t fingerprint_;  // of the corpus
  std::vector<Segment> segments_;
  std::vector<std::uint32_t> order_;  // of the segments in this epoch
  PairTables tables_;
  RowTable input_;
  RowTable output_;
  std::vector<Worker> workers_;
  SkipGramPosition position_;
  std::uint64_t pairs_before_ = 0;  // in finished epochs
};

SkipGramTrainer::SkipGramTrainer(Corpus corpus, const SkipGramOptions& options)
    : state_(std::make_unique<State>(std::move(corpus), options)) {}

SkipGramTrainer::SkipGramTrainer(Corpus corpus, const SkipGramOptions& options,
                                 std::string_view checkpoint, const std::string& file)
    : state_(std::make_unique<State>(std::move(corpus), options, checkpoint, file)) {}

SkipGramTrainer::~SkipGramTrainer() = default;
SkipGramTrainer::SkipGramTrainer(SkipGramTrainer&&) noexcept = default;
SkipGramTrainer& SkipGramTrainer::operator=(SkipGramTrainer&&) noexcept = default;

const Progress& SkipGramTrainer::advance(std::uint64_t tokens) {
  state_->advance(tokens);
  return state_->progress();
}

const Progress& SkipGramTrainer::progress() const {
  return state_->progress();
}

void SkipGramTrainer::checkpoint(const std::function<void(std::string_view)>& sink) const {
  state_->checkpoint(sink);
}

Model SkipGramTrainer::model() const {
  return state_->model();
}

Model SkipGramTrainer::take_model() && {
  return state_->take_model();
}

}  // namespace segue
