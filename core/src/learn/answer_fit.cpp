#include "learn/answer_fit.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "corpus/distinct_tracks.h"
#include "query/first_tracks.h"
#include "query/playlist_ties.h"
#include "segue/query/question_kind.h"
#include "segue/util/random.h"
#include "segue/util/run_parallel.h"

namespace segue {
namespace {

constexpr std::size_t kFirstOfPart = 100;  // tracks that each part ranks first
constexpr std::size_t kSampled = 200;      // of the others

constexpr std::array kNextParts = {
    AnswerPart::embedding, AnswerPart::far,  AnswerPart::popularity, AnswerPart::artist,
    AnswerPart::recent,    AnswerPart::near, AnswerPart::forward};
constexpr std::array kGapParts = {AnswerPart::embedding, AnswerPart::far, AnswerPart::popularity,
                                  AnswerPart::artist, AnswerPart::near};
constexpr std::array kSimilarParts = {AnswerPart::embedding, AnswerPart::far, AnswerPart::near};
// Those that mean nothing where playlists have no order, or are of one artist each.
constexpr std::array kOptional = {AnswerPart::recent, AnswerPart::near, AnswerPart::forward,
                                  AnswerPart::artist};
constexpr std::array kOptionalTies = {AnswerPart::far, AnswerPart::near};

// Those that never speak against a track. What stands near may well do so beside `forward`, where
// it came before; by itself, where it did on a shuffled copy of a set, that was an accident.
constexpr std::array kNextReasons = {AnswerPart::recent, AnswerPart::forward};
constexpr std::array kGapReasons = {AnswerPart::near};

/// Makes the lists of one playlist after another. Holds a score for each track and part.
class ListMaker {
 public:
  ListMaker(const AnswerParts& parts, const Cosines& cosines, const PlaylistMemory& memory)
      : parts_(parts),
        cosines_(cosines),
        memory_(memory),
        distinct_(parts.tracks()),
        is_left_out_(parts.tracks()),
        is_taken_(parts.tracks()) {}

  /// The hidden track's among all that its playlist does not hold. `known` are tracks of the
  /// playlist: an empty list where there are none, or nothing to rank.
  RankedList make(const HiddenTrack& hidden, std::span<const TrackId> known,
                  std::span<const AnswerPart> parts) {
    if (known.empty()) return {};
    parts_.score({known, {}, hidden.playlist}, parts, scores_);
    return rank(hidden, parts);
  }

  /// The same of what is like one of the `known` tracks.
  ComparedList compare(const HiddenTrack& hidden, std::span<const TrackId> known) {
    if (known.empty()) return {};
    Random random(hidden.playlist);
    const TrackId asked = known[random.below(static_cast<std::uint32_t>(known.size()))];
    ComparedList compared;
    for (const AnswerPart part : kSimilarParts) {
      StandardScores& scores = scores_[part];
      scores.raw.resize(parts_.tracks());
      if (part == AnswerPart::embedding) {
        cosines_.score(asked, scores.raw);
      } else {
        score_ties(parts_.walk(), part, std::vector<WeighedTrack>{{asked, 1}}, hidden.playlist,
                   scores.raw);
      }
      scores.standardise({&asked, 1}, {});
      compared.deviations[static_cast<std::size_t>(part)] = scores.scale > 0 ? 1 / scores.scale : 0;
    }
    compared.list = rank(hidden, kSimilarParts);
    return compared;
  }

  /// The different tracks of the hidden one's playlist without it: all, or those before it.
  std::vector<TrackId> others(const HiddenTrack& hidden, QuestionKind kind) {
    std::vector<TrackId> tracks = distinct_.of(memory_.playlist(hidden.playlist));
    const auto place = std::find(tracks.begin(), tracks.end(), hidden.track);
    if (kind == QuestionKind::next) {
      tracks.erase(place, tracks.end());
    } else {
      tracks.erase(place);
    }
    return tracks;
  }

 private:
  /// By what `scores_` hold.
  RankedList rank(const HiddenTrack& hidden, std::span<const AnswerPart> parts) {
    RankedList list;
    leave_out(hidden.playlist, true);
    add(hidden.track, 0, parts, list);
    for (const AnswerPart part : parts)
      add_first(part, parts, list);
    add_sample(hidden, parts, list);
    leave_out(hidden.playlist, false);
    for (const TrackId track : taken_)
      is_taken_[track] = false;
    taken_.clear();
    return list;
  }

  void leave_out(std::size_t playlist, bool is_left_out) {
    for (const TrackId track : memory_.playlist(playlist))
      is_left_out_[track] = is_left_out;
  }

  void add(TrackId track, double log_weight, std::span<const AnswerPart> parts, RankedList& list) {
    PartScores scores = {};
    for (const AnswerPart part : parts)
      scores[static_cast<std::size_t>(part)] = scores_[part][track];
    list.scores.push_back(scores);
    list.log_weights.push_back(static_cast<float>(log_weight));
    is_taken_[track] = true;
    taken_.push_back(track);
  }

  void add_first(AnswerPart part, std::span<const AnswerPart> parts, RankedList& list) {
    const auto may_be = [&](TrackId track) { return !is_left_out_[track]; };
    const std::vector<TrackId> first = first_tracks(scores_[part].raw, kFirstOfPart, may_be);
    for (const TrackId track : first) {
      if (!is_taken_[track]) add(track, 0, parts, list);
    }
  }

  /// Of the tracks that no part ranks high.
  void add_sample(const HiddenTrack& hidden, std::span<const AnswerPart> parts, RankedList& list) {
    std::size_t left = 0;
    for (TrackId track = 0; track < is_taken_.size(); ++track)
      if (!is_taken_[track] && !is_left_out_[track]) ++left;
    const std::size_t count = std::min(kSampled, left / 2);
    Random random(hidden.playlist);
    const double log_weight =
        std::log(static_cast<double>(left) / static_cast<double>(std::max<std::size_t>(count, 1)));
    for (std::size_t sampled = 0; sampled < count;) {
      const TrackId track = random.below(static_cast<std::uint32_t>(is_taken_.size()));
      if (is_taken_[track] || is_left_out_[track]) continue;
      add(track, log_weight, parts, list);
      ++sampled;
    }
  }

  const AnswerParts& parts_;
  const Cosines& cosines_;
  const PlaylistMemory& memory_;
  DistinctTracks distinct_;
  PartTable scores_;
  std::vector<char> is_left_out_;  // those of the playlist that asks
  std::vector<char> is_taken_;
  std::vector<TrackId> taken_;  // those that stand in the list
};

AnswerWeights fit_to(std::vector<RankedList> lists, std::span<const AnswerPart> parts,
                     std::span<const AnswerPart> reasons) {
  std::erase_if(lists, [](const RankedList& list) { return list.scores.size() < 2; });
  return ListwiseFit(lists).fit(parts, kOptional, reasons);
}

/// Scores of a part deviate more in one list than in another: brings them to what they deviate on
/// average, which is what weights of the similarities themselves can go by. Returns that.
PartScores bring_to_average(std::vector<ComparedList>& lists) {
  PartScores average = {};
  for (const ComparedList& each : lists)
    for (std::size_t part = 0; part < kAnswerParts; ++part)
      average[part] += each.deviations[part] / static_cast<float>(lists.size());
  for (ComparedList& each : lists) {
    for (PartScores& scores : each.list.scores) {
      for (std::size_t part = 0; part < kAnswerParts; ++part)
        if (average[part] > 0) scores[part] *= each.deviations[part] / average[part];
    }
  }
  return average;
}

/// Weights of similarities as they are, which sum to 1.
AnswerWeights fit_shares(std::vector<ComparedList> lists) {
  std::erase_if(lists, [](const ComparedList& each) { return each.list.scores.size() < 2; });
  const PartScores average = bring_to_average(lists);
  std::vector<RankedList> ranked;
  for (ComparedList& each : lists)
    ranked.push_back(std::move(each.list));
  AnswerWeights weights = ListwiseFit(ranked).fit(kSimilarParts, kOptionalTies, kOptionalTies);
  double sum = 0;
  for (const AnswerPart part : kSimilarParts) {
    const auto deviation = static_cast<double>(average[static_cast<std::size_t>(part)]);
    weights[part] = deviation > 0 ? std::max(weights[part], 0.0) / deviation : 0;
    sum += weights[part];
  }
  if (!(sum > 0)) return by_vectors_alone();
  for (const AnswerPart part : kSimilarParts)
    weights[part] /= sum;
  return weights;
}

}  // namespace

AnswerFit::AnswerFit(const TableView& input, const TableView& output, const Vocabulary& vocabulary,
                     const PlaylistMemory& memory, std::span<const HiddenTrack> hidden,
                     unsigned threads)
    : parts_(Expectation(input, output, 1), vocabulary, memory),
      cosines_(input, output),
      memory_(memory),
      hidden_(hidden),
      threads_(threads) {}

void AnswerFit::ask(std::size_t count) {
  const std::size_t begin = asked_;
  asked_ = std::min(asked_ + std::max<std::size_t>(count, 1), hidden_.size());
  next_.resize(asked_);
  gap_.resize(asked_);
  similar_.resize(asked_);
  run_parallel(threads_, [&](unsigned thread) {
    ListMaker maker(parts_, cosines_, memory_);
    for (std::size_t i = begin + thread; i < asked_; i += threads_) {
      const std::vector<TrackId> others = maker.others(hidden_[i], QuestionKind::gap);
      next_[i] = maker.make(hidden_[i], maker.others(hidden_[i], QuestionKind::next), kNextParts);
      gap_[i] = maker.make(hidden_[i], others, kGapParts);
      similar_[i] = maker.compare(hidden_[i], others);
    }
  });
}

Answers AnswerFit::fit() const {
  return {fit_to(next_, kNextParts, kNextReasons), fit_to(gap_, kGapParts, kGapReasons),
          fit_shares(similar_)};
}

Answers usual_answers() {
  return {fit_to({}, kNextParts, kNextReasons), fit_to({}, kGapParts, kGapReasons),
          by_vectors_alone()};
}

}  // namespace segue
