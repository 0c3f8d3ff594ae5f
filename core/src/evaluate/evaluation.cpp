#include "segue/evaluate/evaluation.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <functional>
#include <numeric>
#include <vector>

#include "segue/util/error.h"
#include "segue/util/random.h"
#include "segue/util/run_parallel.h"

namespace segue {
namespace {

constexpr std::size_t kShortList = 10;
constexpr std::size_t kMiddleList = 20;
constexpr std::size_t kLongList = 100;

/// What one query adds to each metric: the metric is the sum of the values over that of the
/// weights.
struct Answer {
  std::array<double, kMetrics> values = {};
  double held_out = 0;  ///< the weight in recall; elsewhere each query weighs 1

  double& operator[](Metric metric) { return values[static_cast<std::size_t>(metric)]; }
};

constexpr bool is_recall(std::size_t metric) {
  return metric == static_cast<std::size_t>(Metric::recall_10) ||
         metric == static_cast<std::size_t>(Metric::recall_100);
}

/// 1 / log2(1 + rank): what a track at that rank is worth in NDCG.
double gain(std::size_t rank) {
  return 1 / std::log2(1 + static_cast<double>(rank));
}

/// Asks queries one after another, with buffers of its own.
class Examiner {
 public:
  Examiner(const Recommender& recommender, const std::string& name, const Vocabulary& vocabulary,
           bool with_known)
      : recommender_(recommender),
        name_(name),
        vocabulary_(vocabulary),
        with_known_(with_known),
        scores_(vocabulary.size()),
        roles_(vocabulary.size(), Role::other),
        recommended_(vocabulary.size()) {}

  Answer ask(const HeldOutQuery& query) {
    recommender_.score(query.known, scores_);
    require_numbers();
    assign(query.held_out, Role::held_out);
    if (!with_known_) assign(query.known, Role::known);
    Answer answer = grade(find_ranks(query), query.held_out.size() + query.unknown_held_out);
    answer[Metric::popularity_10] = recommend();
    assign(query.held_out, Role::other);
    assign(query.known, Role::other);
    return answer;
  }

  /// For each track whether it was among the first of any query so far.
  const std::vector<bool>& recommended() const { return recommended_; }

 private:
  enum class Role : char { other, known, held_out };

  void require_numbers() const {
    if (std::none_of(scores_.begin(), scores_.end(), [](float score) { return std::isnan(score); }))
      return;
    throw Error(ErrorCode::diverged, name_ +
                                         " gives scores that are not numbers, so there is "
                                         "nothing to rank: its training has diverged");
  }

  void assign(const std::vector<TrackId>& ids, Role role) {
    for (const TrackId id : ids)
      roles_[id] = role;
  }

  /// The ranks, from 1 and rising, of the held-out tracks that are found.
  std::vector<std::size_t> find_ranks(const HeldOutQuery& query) const {
    std::vector<float> wanted;  // their scores, falling
    for (const TrackId id : query.held_out) {
      if (roles_[id] == Role::held_out) wanted.push_back(scores_[id]);
    }
    std::sort(wanted.begin(), wanted.end(), std::greater<>());
    // How many other tracks stand before the i-th of them and not before the one in front of it.
    std::vector<std::size_t> others_between(wanted.size() + 1);
    for (std::size_t id = 0; id < scores_.size(); ++id) {
      if (roles_[id] != Role::other) continue;
      const auto first_beaten =
          std::lower_bound(wanted.begin(), wanted.end(), scores_[id], std::greater<>());
      ++others_between[static_cast<std::size_t>(first_beaten - wanted.begin())];
    }
    const std::size_t others =
        std::accumulate(others_between.begin(), others_between.end(), std::size_t{0});
    std::vector<std::size_t> ranks;
    std::size_t others_before = 0;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      others_before += others_between[i];
      if (others_before == others && others > 0) break;
      ranks.push_back(i + 1 + others_before);
    }
    return ranks;
  }

  static Answer grade(const std::vector<std::size_t>& ranks, std::size_t held_out) {
    const auto found = [&](std::size_t limit) {
      return static_cast<double>(std::upper_bound(ranks.begin(), ranks.end(), limit) -
                                 ranks.begin());
    };
    Answer answer;
    answer.held_out = static_cast<double>(held_out);
    answer[Metric::hit_rate_10] = found(kShortList) > 0 ? 1 : 0;
    answer[Metric::hit_rate_100] = found(kLongList) > 0 ? 1 : 0;
    answer[Metric::recall_10] = found(kShortList);
    answer[Metric::recall_100] = found(kLongList);
    answer[Metric::precision_10] = found(kShortList) / static_cast<double>(kShortList);
    answer[Metric::precision_20] = found(kMiddleList) / static_cast<double>(kMiddleList);
    if (held_out == 0) return answer;
    double best = 0;
    for (std::size_t rank = 1; rank <= std::min(held_out, kShortList); ++rank)
      best += gain(rank);
    for (std::size_t i = 0; i < ranks.size() && ranks[i] <= kShortList; ++i)
      answer[Metric::ndcg_10] += gain(ranks[i]) / best;
    answer[Metric::r_precision] = found(held_out) / answer.held_out;
    answer[Metric::mrr] = ranks.empty() ? 0 : 1 / static_cast<double>(ranks.front());
    answer[Metric::mrr_20] = found(kMiddleList) > 0 ? answer[Metric::mrr] : 0;
    return answer;
  }

  /// Notes the first tracks, equal scores by position, and gives their mean count.
  double recommend() {
    first_.clear();
    for (TrackId id = 0; id < scores_.size(); ++id) {
      if (roles_[id] != Role::known) first_.push_back(id);
    }
    const std::size_t count = std::min(kShortList, first_.size());
    std::partial_sort(first_.begin(), first_.begin() + static_cast<std::ptrdiff_t>(count),
                      first_.end(), [this](TrackId a, TrackId b) {
                        return scores_[a] != scores_[b] ? scores_[a] > scores_[b] : a < b;
                      });
    double sum = 0;
    for (std::size_t i = 0; i < count; ++i) {
      recommended_[first_[i]] = true;
      sum += static_cast<double>(vocabulary_.count(first_[i]));
    }
    return count == 0 ? 0 : sum / static_cast<double>(count);
  }

  const Recommender& recommender_;
  const std::string& name_;
  const Vocabulary& vocabulary_;
  bool with_known_;
  std::vector<float> scores_;
  std::vector<Role> roles_;
  std::vector<TrackId> first_;
  std::vector<bool> recommended_;
};

/// The metrics of some of the answers; `pick(i)` is the i-th of them, of as many as there are.
template <typename Pick>
std::array<double, kMetrics> means(std::span<const Answer> answers, const Pick& pick) {
  std::array<double, kMetrics> sums = {};
  double held_out = 0;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const Answer& answer = answers[pick(i)];
    held_out += answer.held_out;
    for (std::size_t metric = 0; metric < kMetrics; ++metric)
      sums[metric] += answer.values[metric];
  }
  for (std::size_t metric = 0; metric < kMetrics; ++metric) {
    const double weight = is_recall(metric) ? held_out : static_cast<double>(answers.size());
    sums[metric] = weight == 0 ? 0 : sums[metric] / weight;
  }
  return sums;
}

std::array<Estimate, kMetrics> estimate_means(std::span<const Answer> answers) {
  const std::array<double, kMetrics> mean = means(answers, [](std::size_t i) { return i; });
  std::array<Estimate, kMetrics> estimates;
  std::transform(mean.begin(), mean.end(), estimates.begin(), [](double value) {
    return Estimate{value, value, value};
  });
  return estimates;
}

void add_intervals(std::array<Estimate, kMetrics>& estimates, std::span<const Answer> answers,
                   unsigned threads) {
  constexpr std::size_t kResamples = 1000;
  constexpr std::size_t kTail = kResamples / 40;  // 2.5% on either side
  std::vector<std::array<double, kMetrics>> resamples(kResamples);
  run_parallel(threads, [&](unsigned thread) {
    for (std::size_t i = thread; i < kResamples; i += threads) {
      Random random(i);
      const auto count = static_cast<std::uint32_t>(answers.size());
      resamples[i] = means(answers, [&](std::size_t) { return random.below(count); });
    }
  });
  for (std::size_t metric = 0; metric < kMetrics; ++metric) {
    std::vector<double> sorted;
    for (const auto& resample : resamples)
      sorted.push_back(resample[metric]);
    std::sort(sorted.begin(), sorted.end());
    estimates[metric].low = sorted[kTail];
    estimates[metric].high = sorted[kResamples - 1 - kTail];
  }
}

/// The answers to all queries, and the share of the vocabulary that was recommended.
struct AllAnswers {
  std::vector<Answer> answers;
  double coverage = 0;
};

AllAnswers ask_all(std::span<const HeldOutQuery> queries, std::vector<Examiner>& examiners,
                   const std::function<void(double)>& on_progress) {
  AllAnswers result{std::vector<Answer>(queries.size())};
  std::atomic<std::size_t> next = 0;
  run_parallel(static_cast<unsigned>(examiners.size()), [&](unsigned thread) {
    try {
      for (std::size_t i = next++; i < queries.size(); i = next++) {
        result.answers[i] = examiners[thread].ask(queries[i]);
        if (thread == 0 && on_progress && i + 1 < queries.size())
          on_progress(static_cast<double>(i + 1) / static_cast<double>(queries.size()));
      }
    } catch (...) {
      next = queries.size();  // the others need not go on
      throw;
    }
  });
  if (on_progress && !queries.empty()) on_progress(1);  // others may have answered them all
  std::vector<bool> recommended = examiners[0].recommended();
  for (const Examiner& examiner : examiners) {
    for (std::size_t id = 0; id < recommended.size(); ++id)
      recommended[id] = recommended[id] || examiner.recommended()[id];
  }
  if (!recommended.empty()) {
    result.coverage =
        static_cast<double>(std::count(recommended.begin(), recommended.end(), true)) /
        static_cast<double>(recommended.size());
  }
  return result;
}

}  // namespace

const char* to_string(Metric metric) noexcept {
  switch (metric) {
    case Metric::hit_rate_10:
      return "hit_rate@10";
    case Metric::hit_rate_100:
      return "hit_rate@100";
    case Metric::recall_10:
      return "recall@10";
    case Metric::recall_100:
      return "recall@100";
    case Metric::precision_10:
      return "precision@10";
    case Metric::precision_20:
      return "precision@20";
    case Metric::ndcg_10:
      return "ndcg@10";
    case Metric::r_precision:
      return "r_precision";
    case Metric::mrr:
      return "mrr";
    case Metric::mrr_20:
      return "mrr@20";
    case Metric::popularity_10:
      return "popularity@10";
  }
  return "unknown";
}

Evaluation evaluate(const Recommender& recommender, const std::string& name,
                    std::span<const HeldOutQuery> queries, const Vocabulary& vocabulary,
                    const EvaluationOptions& options) {
  std::vector<Examiner> examiners(options.threads,
                                  Examiner(recommender, name, vocabulary, options.with_known));
  const AllAnswers answers = ask_all(queries, examiners, options.on_progress);
  Evaluation evaluation;
  evaluation.queries = queries.size();
  for (const HeldOutQuery& query : queries) {
    evaluation.held_out += query.held_out.size() + query.unknown_held_out;
    evaluation.unknown_known += query.unknown_known;
    evaluation.unknown_held_out += query.unknown_held_out;
  }
  if (!queries.empty()) {
    evaluation.metrics = estimate_means(answers.answers);
    if (options.intervals) add_intervals(evaluation.metrics, answers.answers, options.threads);
  }
  evaluation.coverage_10 = answers.coverage;
  return evaluation;
}

}  // namespace segue
