#include "segue/learn/watched_training.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "segue/evaluate/validation.h"
#include "segue/learn/levelling.h"
#include "segue/train/corpus_plan.h"
#include "segue/train/trainer.h"

namespace segue {
namespace {

// A look comes once a tenth more was trained than at the last one.
constexpr double kNextLook = 1.1;
constexpr double kFirstTokensATrack = 5;

// A track that is ranked for a query takes as long as training this share of a token.
constexpr double kRankCost = 1.0 / 500;
// Of the time from one look to the next that it may take itself.
constexpr double kLookShare = 0.07;

// Of a training that nothing can be hidden from, before it is wound down.
constexpr double kTokensUnwatched = 28e6;

bool is_watched(const RecipeOptions& options, Watch watch) {
  const auto* const skip_gram = std::get_if<SkipGramOptions>(&options);
  if (skip_gram == nullptr || !traits_of(recipe_of(options)).hides_tracks) return false;
  return watch == Watch::all || skip_gram->epochs == kUntilLearnt;
}

/// As many queries as looks can afford. They are dear where there are many tracks beside the
/// entries; but then they are also far apart.
std::size_t affordable_queries(const Corpus& corpus) {
  const auto tracks = static_cast<double>(std::max<std::size_t>(corpus.vocabulary.size(), 1));
  const double least_apart = (kNextLook - 1) * kLeastTokensATrack * tracks;
  const double apart = std::max(least_apart, static_cast<double>(corpus.tokens.size()));
  return static_cast<std::size_t>(kLookShare * apart / (kRankCost * tracks));
}

/// Whether the hidden track is among the ten most frequent ones that the playlist lacks: ids run by
/// falling count.
bool is_popular(const HeldOutQuery& query) {
  const TrackId track = query.held_out.front();
  const auto before = std::count_if(query.known.begin(), query.known.end(),
                                    [&](TrackId known) { return known < track; });
  return track - static_cast<TrackId>(before) < 10;
}

std::optional<HiddenTracks> hide(const Corpus& corpus, const RecipeOptions& options, Watch watch) {
  if (!is_watched(options, watch)) return std::nullopt;
  ValidationOptions validation;
  validation.min_count = plan_corpus(options).min_count;
  validation.most = std::min(validation.most, affordable_queries(corpus));
  return hide_tracks(corpus, validation);
}

}  // namespace

class WatchedTraining::State {
 public:
  using MakeTrainer = std::function<Trainer(Corpus)>;

  State(Corpus corpus, const RecipeOptions& options, Watch watch, const MakeTrainer& make)
      : State(hide(corpus, options, watch), corpus, threads_of(options), make) {}

  void advance(std::uint64_t amount) {
    if (validation_) {
      look(amount);
    } else if (!trainer_.progress().finished) {
      trainer_.advance(amount);
      if (trainer_.progress().epoch != epoch_) end_epoch();
    }
    gather_progress();
  }

  const Progress& progress() const { return progress_; }
  std::size_t hidden() const { return queries_.size(); }
  std::size_t popular_hits() const {
    return static_cast<std::size_t>(std::count_if(queries_.begin(), queries_.end(), is_popular));
  }
  void wind_down() { is_winding_down_ = true; }

  Trainer& trainer() { return trainer_; }
  const Trainer& trainer() const { return trainer_; }

 private:
  State(std::optional<HiddenTracks> hidden, Corpus& whole, unsigned threads,
        const MakeTrainer& make)
      : queries_(hidden ? std::move(hidden->queries) : std::vector<HeldOutQuery>()),
        tracks_(static_cast<double>(std::max<std::size_t>(whole.vocabulary.size(), 1))),
        threads_(threads),
        tokens_an_epoch_(
            static_cast<double>(hidden ? hidden->training.tokens.size() : whole.tokens.size())),
        trainer_(make(hidden ? std::move(hidden->training) : std::move(whole))),
        epoch_(trainer_.progress().epoch) {
    // A checkpoint may have been written when an epoch was over, and its look was not.
    if (epoch_ != 0 && trainer_.progress().running_loss == 0) begin_look_if_due();
    gather_progress();
  }

  void end_epoch() {
    epoch_ = trainer_.progress().epoch;
    if (!trainer_.progress().is_open) return begin_look_if_due();
    if (is_winding_down_ || (queries_.empty() && epoch_ >= epochs_unwatched()))
      trainer_.wind_down();
    begin_look_if_due();
  }

  bool is_look_due() const {
    const Progress& now = trainer_.progress();
    if (queries_.empty()) return false;
    if (now.looks.empty())
      return now.finished || epoch_ * tokens_an_epoch_ >= kFirstTokensATrack * tracks_;
    const double last = now.looks.back().hits.epoch;
    return epoch_ > last && (now.finished || epoch_ >= kNextLook * last);
  }

  void begin_look_if_due() {
    if (!is_look_due()) return;
    validation_.emplace(trainer_.input(), trainer_.output(), queries_, threads_);
  }

  void look(std::uint64_t amount) {
    validation_->ask(static_cast<std::size_t>(static_cast<double>(amount) / (kRankCost * tracks_)));
    if (!validation_->is_over()) return;
    trainer_.note({{static_cast<double>(epoch_), static_cast<std::uint32_t>(validation_->hits()),
                    static_cast<std::uint32_t>(validation_->asked())},
                   validation_->gain()});
    validation_.reset();
    const Progress& now = trainer_.progress();
    if (now.is_open && has_levelled_off(now.looks, epoch_ * tokens_an_epoch_, tracks_))
      trainer_.wind_down();
  }

  /// Where nothing is hidden: as many as most collections take.
  double epochs_unwatched() const {
    return std::clamp(kTokensUnwatched / tokens_an_epoch_, 5.0, 70.0);
  }

  void gather_progress() {
    progress_ = trainer_.progress();
    progress_.finished = progress_.finished && !validation_;
  }

  std::vector<HeldOutQuery> queries_;
  double tracks_;  // at least 1
  unsigned threads_;
  double tokens_an_epoch_;
  Trainer trainer_;
  std::uint32_t epoch_;  // of the trainer, when that was last looked at
  bool is_winding_down_ = false;
  std::optional<Validation> validation_;
  Progress progress_;
};

WatchedTraining::WatchedTraining(Corpus corpus, const RecipeOptions& options, Watch watch)
    : state_(std::make_unique<State>(std::move(corpus), options, watch, [&](Corpus training) {
        return Trainer(std::move(training), options);
      })) {}

WatchedTraining::WatchedTraining(Corpus corpus, const RecipeOptions& options,
                                 std::string_view checkpoint, const std::string& file, Watch watch)
    : state_(std::make_unique<State>(std::move(corpus), options, watch, [&](Corpus training) {
        return Trainer(std::move(training), options, checkpoint, file);
      })) {}

WatchedTraining::~WatchedTraining() = default;
WatchedTraining::WatchedTraining(WatchedTraining&&) noexcept = default;
WatchedTraining& WatchedTraining::operator=(WatchedTraining&&) noexcept = default;

const Progress& WatchedTraining::advance(std::uint64_t amount) {
  state_->advance(amount);
  return state_->progress();
}

const Progress& WatchedTraining::progress() const {
  return state_->progress();
}

std::size_t WatchedTraining::hidden() const {
  return state_->hidden();
}

std::size_t WatchedTraining::popular_hits() const {
  return state_->popular_hits();
}

void WatchedTraining::wind_down() {
  state_->wind_down();
}

Model WatchedTraining::model() const {
  return state_->trainer().model();
}

Model WatchedTraining::finish() && {
  return std::move(state_->trainer()).finish();
}

void WatchedTraining::checkpoint(const std::function<void(std::string_view)>& sink) const {
  state_->trainer().checkpoint(sink);
}

}  // namespace segue
