#include "segue/map/map_layout.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <span>
#include <utility>

#include "map/fuzzy_graph.h"
#include "map/map_forces.h"
#include "map/principal_plane.h"
#include "segue/util/random.h"
#include "util/require_option.h"

namespace segue {
namespace {

constexpr double kExtent = 10;     // of the first places, as in the reference implementation
constexpr double kJitter = 0.01;   // so that equal vectors can come apart
constexpr float kLongestMove = 4;  // along one axis, before it is multiplied by the step size
// The reference implementation pushes 5 times for each pull and begins with steps of 1. These keep
// more neighbours: by cosines of 26,084 tracks of real playlists trustworthiness is 0.985 and not
// 0.979.
constexpr int kPushes = 10;
constexpr float kFirstStep = 0.5f;
constexpr std::size_t kTogether = 256;  // queries at once, which share a scan

// What the parts of the work cost, in steps, by measurement: nanoseconds, roughly.
constexpr double kVisitNumbers = 1;    // numbers of a row that a visit of PrincipalPlane takes in
constexpr double kSearchNumbers = 30;  // numbers of the input table, while a search scans two
constexpr double kWeighCost = 6000;    // of finding the weights of a track's links
constexpr double kLinkCost = 1;        // of passing over a link in an epoch
constexpr double kPullCost = 40;       // of a pull and its pushes
constexpr double kLinksEach = 1.5;     // links of the united graph for each neighbour, roughly,
constexpr double kPullsEach = 0.3;     // and the share of them that pull in an epoch

MapOptions checked(MapOptions options, std::size_t tracks) {
  options.validate();
  if (options.epochs == 0) options.epochs = usual_map_epochs(tracks);
  return options;
}

/// A link as the optimisation takes it.
struct Spring {
  TrackId to;
  float period;  // epochs from one pull to the next; 1 for the strongest
  float due;     // the epoch of the next pull
};

}  // namespace

class MapLayout::State {
 public:
  State(const Model& model, const Similarity& similarity, const MapOptions& options,
        std::span<const float> start)
      : options_(checked(options, model.input.rows)),
        tracks_(model.input.rows),
        dim_(model.input.dim),
        neighbours_(std::min<std::size_t>(options.neighbours, tracks_ == 0 ? 0 : tracks_ - 1)),
        random_(options.seed),
        similarity_(similarity),
        graph_(std::in_place, tracks_, neighbours_),
        forces_(fit_map_curve(options.min_dist)) {
    const auto tracks = static_cast<double>(tracks_);
    const auto links = static_cast<double>(tracks_ * neighbours_) * kLinksEach;
    if (start.empty()) {
      plane_.emplace(model.input, random_);
      placing_cost_ = static_cast<double>(plane_->visits_left()) * visit_cost();
    } else {
      go_on_from(start);
    }
    searching_cost_ = tracks * search_cost();
    optimising_cost_ = links * (kLinkCost + kPullsEach * kPullCost) * options_.epochs;
    if (neighbours_ == 0) finish();
  }

  double share() const {
    if (stage_ == Stage::finished) return 1;
    const double all = placing_cost_ + searching_cost_ + optimising_cost_;
    const double done =
        placing_cost_ * placed() + searching_cost_ * searched() + optimising_cost_ * optimised();
    return std::min(done / all, 1 - 1e-9);
  }

  void advance(std::uint64_t amount) {
    double left = static_cast<double>(std::max<std::uint64_t>(amount, 1));
    while (left > 0 && stage_ != Stage::finished) {
      switch (stage_) {
        case Stage::placing:
          left -= place(left);
          break;
        case Stage::searching:
          left -= search(left);
          break;
        case Stage::optimising:
          left -= optimise(left);
          break;
        case Stage::finished:
          break;
      }
    }
  }

  std::vector<float> positions() const {
    std::vector<float> result(2 * tracks_, 0);
    if (places_.empty()) return result;
    float low[2] = {places_[0], places_[1]};
    float high[2] = {places_[0], places_[1]};
    for (std::size_t i = 0; i < places_.size(); ++i) {
      low[i % 2] = std::min(low[i % 2], places_[i]);
      high[i % 2] = std::max(high[i % 2], places_[i]);
    }
    const double half = 0.5 * std::max(double{high[0]} - low[0], double{high[1]} - low[1]);
    if (half == 0) return result;
    for (std::size_t i = 0; i < places_.size(); ++i) {
      const double centre = 0.5 * (double{low[i % 2]} + high[i % 2]);
      result[i] = static_cast<float>(std::clamp((places_[i] - centre) / half, -1.0, 1.0));
    }
    return result;
  }

 private:
  enum class Stage { placing, searching, optimising, finished };

  double visit_cost() const { return kVisitNumbers * static_cast<double>(dim_) + 1; }
  double search_cost() const {
    return kWeighCost + static_cast<double>(tracks_) * static_cast<double>(dim_) / kSearchNumbers;
  }

  double placed() const {
    if (stage_ != Stage::placing) return 1;
    return 1 - static_cast<double>(plane_->visits_left()) * visit_cost() / placing_cost_;
  }
  double searched() const {
    if (stage_ == Stage::optimising) return 1;
    return static_cast<double>(next_) / static_cast<double>(tracks_);
  }
  double optimised() const {
    if (stage_ != Stage::optimising) return 0;
    const double within = static_cast<double>(next_) / static_cast<double>(tracks_);
    return (epoch_ + within) / options_.epochs;
  }

  /// Each of these does about so many steps of its stage's work, or comes to its end, and returns
  /// what it did.
  double place(double steps) {
    double done = 0;
    for (; done < steps && plane_->visits_left() != 0; done += visit_cost())
      plane_->advance();
    if (plane_->visits_left() == 0) begin_search();
    return done;
  }

  double search(double steps) {
    const double affordable = std::ceil(steps / search_cost());
    const std::size_t most = std::min(kTogether, tracks_ - next_);
    const std::size_t count =
        affordable < static_cast<double>(most) ? static_cast<std::size_t>(affordable) : most;
    std::vector<TrackId> ids(count);
    std::iota(ids.begin(), ids.end(), static_cast<TrackId>(next_));
    for (const auto& found : similarity_.similar(ids, neighbours_, options_.threads))
      graph_->add(found);
    next_ += count;
    if (next_ == tracks_) begin_optimisation();
    return static_cast<double>(count) * search_cost();
  }

  double optimise(double steps) {
    double done = 0;
    const float rate =
        kFirstStep * (1 - static_cast<float>(epoch_) / static_cast<float>(options_.epochs));
    for (; done < steps && next_ < tracks_; ++next_)
      done += move(next_, rate);
    if (next_ < tracks_) return done;
    next_ = 0;
    if (++epoch_ == options_.epochs) finish();
    return done;
  }

  void go_on_from(std::span<const float> start) {
    require_option(start.size() == 2 * tracks_, "start", "x and y of each track");
    for (const float place : start)
      places_.push_back(static_cast<float>(kExtent) * place);
    stage_ = Stage::searching;
  }

  void begin_search() {
    const std::vector<double> places = plane_->places();
    double most = 0;
    for (const double place : places)
      most = std::max(most, std::abs(place));
    const double scale = most < 1e-9 ? 0 : kExtent / most;
    places_.reserve(places.size());
    for (const double place : places)
      places_.push_back(static_cast<float>(scale * place + kJitter * (2 * random_.uniform() - 1)));
    plane_.reset();
    stage_ = Stage::searching;
  }

  void begin_optimisation() {
    graph_->unite();
    springs_.reserve(graph_->links());
    ends_.reserve(tracks_);
    for (std::size_t track = 0; track < tracks_; ++track) {
      for (const MapLink& link : graph_->links_of(track)) {
        const float period = 1 / link.weight;
        if (period <= static_cast<float>(options_.epochs))
          springs_.push_back({link.to, period, period});
      }
      ends_.push_back(springs_.size());
    }
    graph_.reset();
    next_ = 0;
    stage_ = Stage::optimising;
  }

  void finish() {
    plane_.reset();
    graph_.reset();
    springs_ = {};
    stage_ = Stage::finished;
  }

  /// Pulls at those of a track's springs that are due in this epoch, and pushes others away from
  /// it.
  double move(std::size_t track, float rate) {
    const std::size_t begin = track == 0 ? 0 : ends_[track - 1];
    const std::size_t end = ends_[track];
    double done = kLinkCost * static_cast<double>(1 + end - begin);
    for (std::size_t i = begin; i < end; ++i) {
      Spring& spring = springs_[i];
      if (spring.due > static_cast<float>(epoch_ + 1)) continue;
      spring.due += spring.period;
      pull(track, spring.to, rate);
      push(track, rate);
      done += kPullCost;
    }
    return done;
  }

  static float moved(float force, float difference) {
    return std::clamp(force * difference, -kLongestMove, kLongestMove);
  }

  void pull(std::size_t track, std::size_t other, float rate) {
    float* const here = places_.data() + 2 * track;
    float* const there = places_.data() + 2 * other;
    const float x = here[0] - there[0];
    const float y = here[1] - there[1];
    const float force = forces_.pull(x * x + y * y);
    const float by_x = rate * moved(force, x);
    const float by_y = rate * moved(force, y);
    here[0] -= by_x;
    here[1] -= by_y;
    there[0] += by_x;
    there[1] += by_y;
  }

  /// All pushes act on the place where the track is before them: no computation has to wait for the
  /// one before it.
  void push(std::size_t track, float rate) {
    float* const here = places_.data() + 2 * track;
    const float from[2] = {here[0], here[1]};
    float sum[2] = {};
    for (int n = 0; n < kPushes; ++n) {
      const float* const other =
          places_.data() + 2 * random_.below(static_cast<std::uint32_t>(tracks_));
      const float x = from[0] - other[0];
      const float y = from[1] - other[1];
      const float force = forces_.push(x * x + y * y);
      sum[0] += moved(force, x);
      sum[1] += moved(force, y);
    }
    here[0] += rate * sum[0];
    here[1] += rate * sum[1];
  }

  MapOptions options_;
  std::size_t tracks_;
  std::size_t dim_;
  std::size_t neighbours_;
  Random random_;
  const Similarity& similarity_;
  std::optional<PrincipalPlane> plane_;
  std::optional<FuzzyGraph> graph_;
  MapForces forces_;
  std::vector<float> places_;    // x and y of each track
  std::vector<Spring> springs_;  // of the first track, of the second, ...
  std::vector<std::size_t> ends_;
  Stage stage_ = Stage::placing;
  std::size_t next_ = 0;  // the next track to search for, or to move
  std::uint32_t epoch_ = 0;
  double placing_cost_ = 0;
  double searching_cost_;
  double optimising_cost_;
};

MapLayout::MapLayout(const Model& model, const Similarity& similarity, const MapOptions& options,
                     std::span<const float> start)
    : state_(std::make_unique<State>(model, similarity, options, start)) {}

MapLayout::~MapLayout() = default;
MapLayout::MapLayout(MapLayout&&) noexcept = default;
MapLayout& MapLayout::operator=(MapLayout&&) noexcept = default;

double MapLayout::advance(std::uint64_t amount) {
  state_->advance(amount);
  return state_->share();
}

double MapLayout::share() const {
  return state_->share();
}

std::vector<float> MapLayout::positions() const {
  return state_->positions();
}

}  // namespace segue
