#include "segue/learn/watched_training.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "learn/answer_fit.h"
#include "segue/evaluate/validation.h"
#include "segue/learn/levelling.h"
#include "segue/learn/playlist_memory_of.h"
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

// What a training with a memory hides: twice as much as others, because the answers are weighed by
// it, and the memory keeps it. On radio hours weighed by 400 tracks HR@10 is 0.206, by 160 0.195;
// on the sample 0.679 and 0.676; the vectors alone find as much (two seeds each).
constexpr double kShareWithMemory = 0.01;
constexpr std::size_t kFewWithMemory = 400;

// A hidden track that the answers are weighed by takes as long, for each track of the vocabulary,
// as training this share of a token.
constexpr double kWeighCost = 1.0 / 8;
// Of the time of the whole training that this may take, but for the first hundred.
constexpr double kWeighShare = 0.1;
constexpr std::size_t kFewestWeighed = 100;

bool is_watched(const RecipeOptions& options, const WatchOptions& watch) {
  const auto* const skip_gram = std::get_if<SkipGramOptions>(&options);
  if (skip_gram == nullptr || !traits_of(recipe_of(options)).hides_tracks) return false;
  return watch.watch == Watch::all || watch.keeps_memory || skip_gram->epochs == kUntilLearnt;
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

std::optional<HiddenTracks> hide(const Corpus& corpus, const RecipeOptions& options,
                                 const WatchOptions& watch) {
  if (!is_watched(options, watch)) return std::nullopt;
  ValidationOptions validation;
  validation.min_count = plan_corpus(options).min_count;
  if (watch.keeps_memory) {
    validation.most_share = kShareWithMemory;
    validation.few = kFewWithMemory;
  }
  validation.most = std::min(validation.most, affordable_queries(corpus));
  return hide_tracks(corpus, validation);
}

/// The memory where it is kept; the names, which trainers have no use for, leave the corpus.
std::optional<PlaylistMemory> take_memory(Corpus& whole, const RecipeOptions& options,
                                          const WatchOptions& watch) {
  std::optional<PlaylistMemory> memory;
  if (watch.keeps_memory && traits_of(recipe_of(options)).hides_tracks)
    memory = playlist_memory_of(whole);
  whole.names = {};
  return memory;
}

/// The same tracks by the memory's playlists, which lacks those that are empty.
std::vector<HiddenTrack> in_memory(std::vector<HiddenTrack> tracks, const Corpus& whole,
                                   const PlaylistMemory& memory) {
  for (HiddenTrack& hidden : tracks) {
    const auto end = static_cast<std::uint32_t>(whole.offsets[hidden.playlist + 1]);
    const auto found = std::lower_bound(memory.ends.begin(), memory.ends.end(), end);
    hidden.playlist = static_cast<std::size_t>(found - memory.ends.begin());
  }
  return tracks;
}

}  // namespace

class WatchedTraining::State {
 public:
  using MakeTrainer = std::function<Trainer(Corpus)>;

  State(Corpus corpus, const RecipeOptions& options, const WatchOptions& watch,
        const MakeTrainer& make)
      : State(hide(corpus, options, watch), take_memory(corpus, options, watch), corpus,
              threads_of(options), make) {}

  void advance(std::uint64_t amount) {
    if (validation_) {
      look(amount);
    } else if (!trainer_.progress().finished) {
      trainer_.advance(amount);
      if (trainer_.progress().epoch != epoch_) end_epoch();
    } else if (are_answers_due()) {
      weigh(amount);
    }
    gather_progress();
  }

  const Progress& progress() const { return progress_; }
  std::size_t hidden() const { return queries_.size(); }
  std::size_t popular_hits() const {
    return static_cast<std::size_t>(std::count_if(queries_.begin(), queries_.end(), is_popular));
  }
  void wind_down() { is_winding_down_ = true; }

  Model model() const {
    Model model = trainer_.model();
    model.memory = memory_;
    return model;
  }

  Model finish() {
    if (are_answers_due()) answers_ = fit_ ? fit_->fit() : usual_answers();
    fit_.reset();  // which looks at the tables and the memory
    Model model = std::move(trainer_).finish();
    model.memory = std::move(memory_);
    model.answers = answers_;
    return model;
  }

  const Trainer& trainer() const { return trainer_; }

 private:
  State(std::optional<HiddenTracks> hidden, std::optional<PlaylistMemory> memory, Corpus& whole,
        unsigned threads, const MakeTrainer& make)
      : memory_(std::move(memory)),
        vocabulary_(memory_ ? whole.vocabulary : Vocabulary()),
        hidden_(hidden && memory_ ? in_memory(hidden->tracks, whole, *memory_)
                                  : std::vector<HiddenTrack>()),
        queries_(hidden ? std::move(hidden->queries) : std::vector<HeldOutQuery>()),
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

  bool are_answers_due() const { return memory_ && !answers_; }

  /// How much each part of an answer counts: by the tracks that training did not see.
  void weigh(std::uint64_t amount) {
    if (!fit_) {
      choose_to_weigh_by();
      fit_.emplace(trainer_.input(), trainer_.output(), vocabulary_, *memory_, hidden_, threads_);
    }
    fit_->ask(static_cast<std::size_t>(static_cast<double>(amount) / (kWeighCost * tracks_)));
    if (!fit_->is_over()) return;
    answers_ = fit_->fit();
    fit_.reset();
  }

  /// Keeps as many of the hidden tracks as there is time for, from all over the playlists.
  void choose_to_weigh_by() {
    const double time = kWeighShare * static_cast<double>(trainer_.progress().tokens_done);
    const auto most =
        std::max(static_cast<std::size_t>(time / (kWeighCost * tracks_)), kFewestWeighed);
    if (hidden_.size() <= most) return;
    std::vector<HiddenTrack> chosen;
    for (std::size_t i = 0; i < most; ++i)
      chosen.push_back(hidden_[i * hidden_.size() / most]);
    hidden_ = std::move(chosen);
  }

  /// Where nothing is hidden: as many as most collections take.
  double epochs_unwatched() const {
    return std::clamp(kTokensUnwatched / tokens_an_epoch_, 5.0, 70.0);
  }

  void gather_progress() {
    progress_ = trainer_.progress();
    progress_.finished = progress_.finished && !validation_ && !are_answers_due();
  }

  std::optional<PlaylistMemory> memory_;
  Vocabulary vocabulary_;  // with a memory
  std::vector<HiddenTrack> hidden_;
  std::vector<HeldOutQuery> queries_;  // for those
  double tracks_;                      // at least 1
  unsigned threads_;
  double tokens_an_epoch_;
  Trainer trainer_;
  std::uint32_t epoch_;  // of the trainer, when that was last looked at
  bool is_winding_down_ = false;
  std::optional<Validation> validation_;
  std::optional<AnswerFit> fit_;
  std::optional<Answers> answers_;
  Progress progress_;
};

WatchedTraining::WatchedTraining(Corpus corpus, const RecipeOptions& options,
                                 const WatchOptions& watch)
    : state_(std::make_unique<State>(std::move(corpus), options, watch, [&](Corpus training) {
        return Trainer(std::move(training), options);
      })) {}

WatchedTraining::WatchedTraining(Corpus corpus, const RecipeOptions& options,
                                 std::string_view checkpoint, const std::string& file,
                                 const WatchOptions& watch)
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
  return state_->model();
}

Model WatchedTraining::finish() && {
  return state_->finish();
}

void WatchedTraining::checkpoint(const std::function<void(std::string_view)>& sink) const {
  state_->trainer().checkpoint(sink);
}

}  // namespace segue
