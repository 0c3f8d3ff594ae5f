#pragma once

#include <boost/json.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "segue/evaluate/evaluation.h"

namespace segue::cli {

/// How one method answered, once for each seed.
struct MethodResult {
  std::string name;                     ///< in JSON: "item_knn"
  std::string label;                    ///< for people: "item-kNN"
  std::vector<Evaluation> evaluations;  ///< one for each seed
  std::string left_out;                 ///< why there are none
};

/// The model and what it is measured against, on the same queries.
struct EvaluationReport {
  MethodResult model;
  std::vector<MethodResult> baselines;
  std::vector<MethodResult> similar;  ///< the model's answers to "what is like this track?"
  std::vector<std::uint64_t> seeds;   ///< empty where the queries came from a file
  std::vector<double> epochs;         ///< that the training of each seed made
  std::string split;  ///< which tracks were held out of each playlist: "random", "last"; empty
                      ///< where the queries came from a file
  std::string order;  ///< whether the model was asked for what comes next: "yes", "no"; empty
                      ///< where it makes no difference
  bool with_known = false;  ///< known tracks could be found again
};

/// {"queries": ..., "split": ..., "order": ..., "epochs": [...], "hit_rate@10": ..., "intervals":
/// {...}, "baselines": {...}, "similar": {"same_artist": {...}, ...}}, and "with_known" where that
/// is so; with several seeds each figure is the mean over them, and "deviations" and "seeds" say
/// how they differ.
boost::json::object report_json(const EvaluationReport& report);

/// The same as a table on standard output.
void print_report(const EvaluationReport& report);

}  // namespace segue::cli
