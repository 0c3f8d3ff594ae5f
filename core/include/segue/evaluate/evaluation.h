#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>

#include "segue/evaluate/held_out_query.h"
#include "segue/query/recommender.h"
#include "segue/track/vocabulary.h"

namespace segue {

/// What is measured. Each is the mean over the queries of what is said here, but for recall.
enum class Metric {
  hit_rate_10,   ///< 1 where at least one held-out track is among the first 10, else 0
  hit_rate_100,  ///< the same among the first 100
  recall_10,     ///< of all held-out tracks of all queries, the share that is among its first 10
  recall_100,    ///< the same among the first 100
  precision_10,  ///< share of the first 10 that are held-out tracks
  precision_20,  ///< the same of the first 20
  ndcg_10,       ///< sum of 1 / log2(1 + rank) over the held-out tracks among the first 10, divided
            ///< by what it would be with all of them in front (Järvelin and Kekäläinen 2002)
  r_precision,    ///< of n held-out tracks, the share that is among the first n
  mrr,            ///< 1 / rank of the first held-out track found, 0 if none is
  mrr_20,         ///< the same, and 0 if it is not among the first 20
  popularity_10,  ///< mean count in the training data of the first 10, held out or not
};

constexpr std::size_t kMetrics = 11;

/// All of them, in order.
constexpr std::array<Metric, kMetrics> kAllMetrics = {
    Metric::hit_rate_10,  Metric::hit_rate_100, Metric::recall_10,    Metric::recall_100,
    Metric::precision_10, Metric::precision_20, Metric::ndcg_10,      Metric::r_precision,
    Metric::mrr,          Metric::mrr_20,       Metric::popularity_10};

/// The metric's name as it appears in JSON: "hit_rate@10", "r_precision", ...
const char* to_string(Metric metric) noexcept;

/// A mean over queries, and where it lies with 95% certainty, other queries of the same kind being
/// asked: percentiles of 1,000 bootstrap resamples of the queries (Efron and Tibshirani 1993).
struct Estimate {
  double mean = 0;
  double low = 0;
  double high = 0;
};

/// How well a recommender answers.
struct Evaluation {
  std::size_t queries = 0;
  std::size_t held_out = 0;          ///< tracks, those that are unknown among them
  std::size_t unknown_known = 0;     ///< tracks, over all queries
  std::size_t unknown_held_out = 0;  ///< each of which is a miss
  std::array<Estimate, kMetrics> metrics;
  double coverage_10 = 0;  ///< share of the vocabulary that is among the first 10 of any query

  const Estimate& operator[](Metric metric) const {
    return metrics[static_cast<std::size_t>(metric)];
  }
};

struct EvaluationOptions {
  unsigned threads = 1;  ///< 1 or more; the result does not depend on it
  std::function<void(double)>
      on_progress;  ///< gets the share done, on the calling thread; may throw
  /// Without, `low` and `high` of each estimate are its mean. They are a thousand resamples, which
  /// is most of the time where few queries are asked of a small model.
  bool intervals = true;
  /// Known tracks may be found again, as papers on sessions count: they stand among the others, and
  /// a held-out track that is known as well is found like any.
  bool with_known = false;
};

/// Asks the recommender each query and looks where the held-out tracks stand among all tracks that
/// the query does not know, or `with_known` among all.
///
/// Ties count against the recommender: a held-out track stands behind every other track of its
/// score that is not held out. One that stands before no such track is not found at all, so that
/// equal scores for all earn nothing, however few tracks there are. A held-out track that is known
/// as well is a miss, unless `with_known`.
///
/// `vocabulary` is the recommender's, `name` what an error calls it. Throws Error(diverged) where a
/// score is not a number.
Evaluation evaluate(const Recommender& recommender, const std::string& name,
                    std::span<const HeldOutQuery> queries, const Vocabulary& vocabulary,
                    const EvaluationOptions& options = {});

}  // namespace segue
