#include "segue/train/skip_gram_trainer.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "segue/corpus/fingerprint.h"
#include "segue/util/error.h"
#include "segue/util/random.h"
#include "segue/util/run_parallel.h"
#include "train/pair_tables.h"
#include "train/playlist_segments.h"
#include "train/playlist_start.h"
#include "train/row_table.h"
#include "train/skip_gram_checkpoint.h"
#include "train/step_schedule.h"
#include "train/worker.h"

namespace segue {
namespace {

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

// Of batches: a stretch has places enough for all their targets to be of unlike playlists.
constexpr std::uint64_t kStretchTokens = 4096;

std::vector<std::unique_ptr<Worker>> make_workers(const SharedTables& tables) {
  const bool has_batches = tables.options.window == kWholePlaylist;
  std::vector<std::unique_ptr<Worker>> workers;
  for (std::uint32_t i = 0; i < tables.options.threads; ++i)
    workers.push_back(has_batches ? make_batch_worker(tables) : make_target_worker(tables));
  return workers;
}

}  // namespace

class SkipGramTrainer::State {
 public:
  State(Corpus corpus, const SkipGramOptions& options)
      : options_(options),
        corpus_(checked(std::move(corpus), options)),
        fingerprint_(fingerprint(corpus_)),
        segments_(checked(cut_into_segments(corpus_))),
        schedule_(options, corpus_.tokens.size()),
        tables_(corpus_, options),
        input_(corpus_.vocabulary.size(), options.dim),
        output_(corpus_.vocabulary.size(), options.dim),
        workers_(make_workers({corpus_, options_, tables_, input_, output_})) {
    if (options.window == kWholePlaylist) {
      start_from_playlists(corpus_, options.seed, input_, output_);
    } else {
      initialise(input_, options.seed);
    }
    position_.progress.epochs = schedule_.epochs();
    position_.progress.is_open = schedule_.is_open();
    begin_epoch();
  }

  State(Corpus corpus, const SkipGramOptions& options, std::string_view checkpoint,
        const std::string& file)
      : State(std::move(corpus), options) {
    position_ = read_checkpoint(checkpoint, file, options_, fingerprint_, input_, output_);
    if (position_.progress.is_open != schedule_.is_open())
      schedule_.close(position_.progress.epochs);
    begin_epoch();
    if (next_stretch() == stretches_.size()) {
      throw Error(ErrorCode::bad_input,
                  "this is not a whole checkpoint: its position lies past "
                  "the end of the playlists",
                  {file});
    }
    workers_[0]->loss = position_.epoch_loss;
    workers_[0]->pairs = position_.epoch_pairs;
    pairs_before_ -= whole_pairs();
  }

  const Progress& progress() const { return position_.progress; }

  void wind_down() {
    Progress& progress = position_.progress;
    if (!progress.is_open || progress.epoch == 0 || position_.next_segment != 0) return;
    close(std::min(progress.epochs, StepSchedule::epochs_if_wound_down(progress.epoch)));
    progress.share = passes_before(0) / progress.epochs;
  }

  void note(const Look& look) { position_.progress.looks.push_back(look); }

  TableView input() const { return view(input_); }
  TableView output() const { return view(output_); }

  void advance(std::uint64_t tokens) {
    if (progress().finished) return;
    const std::size_t begin = next_stretch();
    std::size_t end = begin;
    for (std::uint64_t planned = 0; end < stretches_.size() && (end == begin || planned < tokens);
         ++end)
      planned += stretches_[end].tokens;
    train(begin, end);
    position_.next_segment = end == stretches_.size() ? order_.size() : stretches_[end].first;
    gather_progress();
    if (end == stretches_.size()) finish_epoch();
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
  void close(std::uint32_t epochs) {
    schedule_.close(epochs);
    position_.progress.is_open = false;
    position_.progress.epochs = epochs;
  }

  /// Segments of the epoch's order that make a stretch.
  struct Part {
    std::size_t first;
    std::size_t count;
    std::uint64_t tokens;
    std::uint64_t tokens_before;  // in this epoch
  };

  std::uint64_t epoch_key() const {
    return mix_bits(options_.seed, std::uint64_t{progress().epoch} + 1);
  }

  /// The epoch's order of the segments depends on the seed and the epoch only.
  void begin_epoch() {
    for (const auto& worker : workers_)
      worker->loss = worker->pairs = 0;
    pairs_before_ = progress().pairs_done;
    order_ = segments_;
    Random random(epoch_key());
    random.shuffle(std::span(order_));
    cut_into_stretches();
  }

  void cut_into_stretches() {
    const std::uint64_t enough = options_.window == kWholePlaylist ? kStretchTokens : 1;
    stretches_.clear();
    Part part = {};
    for (const Segment& segment : order_) {
      ++part.count;
      part.tokens += segment_size(corpus_, segment);
      if (part.tokens < enough) continue;
      stretches_.push_back(part);
      part = {part.first + part.count, 0, 0, part.tokens_before + part.tokens};
    }
    if (part.count != 0) stretches_.push_back(part);
  }

  /// The stretch that begins where training stands; their number where none does.
  std::size_t next_stretch() const {
    const auto found =
        std::lower_bound(stretches_.begin(), stretches_.end(), position_.next_segment,
                         [](const Part& part, std::size_t first) { return part.first < first; });
    const bool is_there = found != stretches_.end() && found->first == position_.next_segment;
    return is_there ? static_cast<std::size_t>(found - stretches_.begin()) : stretches_.size();
  }

  /// Trains the stretches [begin, end), shared among the threads.
  void train(std::size_t begin, std::size_t end) {
    std::atomic<std::size_t> next = begin;
    const auto work = [&](unsigned index) {
      for (std::size_t at = next++; at < end; at = next++)
        workers_[index]->train(stretch(stretches_[at]));
    };
    run_parallel(static_cast<unsigned>(std::min(workers_.size(), end - begin)), work);
  }

  Stretch stretch(const Part& part) const {
    return {.segments = std::span(order_).subspan(part.first, part.count),
            .epoch_key = epoch_key(),
            .tokens_before = part.tokens_before,
            .first_rate = rate_at(part.first),
            .last_rate = rate_at(part.first + part.count)};
  }

  float rate_at(std::size_t at) const {
    return static_cast<float>(schedule_.rate(passes_before(at)));
  }

  double passes_before(std::size_t at) const {
    return progress().epoch + static_cast<double>(at) / static_cast<double>(order_.size());
  }

  std::uint64_t whole_pairs() const { return static_cast<std::uint64_t>(position_.epoch_pairs); }

  /// The sums of an epoch are not begun anew in each slice, so that they do not depend on how the
  /// work is cut.
  void gather_progress() {
    Progress& progress = position_.progress;
    position_.epoch_loss = 0;
    position_.epoch_pairs = 0;
    for (const auto& worker : workers_) {
      position_.epoch_loss += worker->loss;
      position_.epoch_pairs += worker->pairs;
      progress.tokens_done += std::exchange(worker->tokens, 0);
    }
    progress.pairs_done = pairs_before_ + whole_pairs();
    progress.share = passes_before(position_.next_segment) / progress.epochs;
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
    if (progress.is_open && progress.epoch >= kSteadyShare * progress.epochs)
      close(progress.epochs);
    position_.next_segment = 0;
    position_.epoch_loss = 0;
    position_.epoch_pairs = 0;
    begin_epoch();
  }

  Model described() const {
    Model model;
    model.recipe = Recipe::playlist;
    model.hyperparameters = options_.hyperparameters();
    // Of an open one, what it has come to: nobody knows how long it would have gone on.
    model.hyperparameters["epochs"] =
        progress().is_open ? std::max(1u, progress().epoch) : progress().epochs;
    model.epoch_losses = progress().epoch_losses;
    for (const Look& look : progress().looks)
      model.held_out_hits.push_back(look.hits);
    return model;
  }

  static TableView view(const RowTable& table) {
    return {table.row(0), table.rows(), table.dim(), table.stride()};
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
  std::vector<Segment> order_;   // of this epoch
  std::vector<Part> stretches_;  // of the order
  StepSchedule schedule_;
  PairTables tables_;
  RowTable input_;
  RowTable output_;
  std::vector<std::unique_ptr<Worker>> workers_;
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

void SkipGramTrainer::wind_down() {
  state_->wind_down();
}

void SkipGramTrainer::note(const Look& look) {
  state_->note(look);
}

TableView SkipGramTrainer::input() const {
  return state_->input();
}

TableView SkipGramTrainer::output() const {
  return state_->output();
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
