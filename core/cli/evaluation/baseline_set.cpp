#include "evaluation/baseline_set.h"

#include "output/terminal.h"

namespace segue::cli {

std::vector<Baseline> all_baselines(const Corpus& corpus) {
  const std::string too_large = "it takes at most " + grouped(kLargestEase) +
                                " tracks or as many playlists, and there are more of both";
  return {
      {"popularity", "popularity", "",
       [&corpus](const BaselineWork&) { return make_popularity(corpus); }},
      {"markov", "Markov", "", [&corpus](const BaselineWork&) { return make_markov(corpus); }},
      {"near", "near", "", [&corpus](const BaselineWork&) { return make_near(corpus); }},
      {"item_knn", "item-kNN", "",
       [&corpus](const BaselineWork&) { return make_item_knn(corpus); }},
      {"item_knn_length", "kNN by length", "",
       [&corpus](const BaselineWork&) { return make_item_knn_length(corpus); }},
      {"ease", "EASE", ease_fits(corpus) ? "" : too_large,
       [&corpus](const BaselineWork& work) { return make_ease(corpus, {}, work); }},
      {"als", "implicit ALS", "",
       [&corpus](const BaselineWork& work) { return make_als(corpus, {}, work); }},
  };
}

}  // namespace segue::cli
