#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "segue/corpus/corpus.h"
#include "segue/evaluate/baselines.h"

namespace segue::cli {

/// One of the methods that a model is measured against.
struct Baseline {
  std::string name;      ///< in JSON: "item_knn"
  std::string label;     ///< for people: "item-kNN"
  std::string left_out;  ///< why it cannot be made of this corpus; empty where it can
  std::function<std::unique_ptr<Recommender>(const BaselineWork&)> make;
};

/// All of them, for a corpus, which must outlive what this gives.
std::vector<Baseline> all_baselines(const Corpus& corpus);

}  // namespace segue::cli
