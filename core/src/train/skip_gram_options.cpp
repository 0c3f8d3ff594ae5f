#include "segue/train/skip_gram_options.h"

#include <algorithm>
#include <cmath>

#include "util/require_option.h"

namespace segue {

void SkipGramOptions::validate() const {
  require_option(dim >= 1 && dim <= 4096, "dim", "a whole number from 1 to 4096");
  require_option(window <= 1000, "window", "a whole number from 1 to 1000, or playlist");
  require_option(group >= 1 && group <= 100, "group", "a whole number from 1 to 100");
  require_option(group == 1 || window == kWholePlaylist, "group",
                 "1 unless the window is the whole playlist");
  require_option(negative >= 1 && negative <= 1000, "negative", "a whole number from 1 to 1000");
  require_option(std::abs(ns_exponent) <= 10, "ns-exponent", "from -10 to 10");
  require_option(sample >= 0 && sample <= 1, "sample", "from 0 to 1");
  require_option(epochs >= 1 && epochs <= 1'000'000, "epochs", "a whole number from 1 to 1000000");
  require_option(lr > 0 && lr <= 10, "lr", "above 0 and at most 10");
  require_option(min_count >= 1 && min_count <= kLargestExact, "min-count",
                 "a whole number from 1 to 2^53");
  require_option(threads >= 1 && threads <= 1024, "threads", "a whole number from 1 to 1024");
  require_option(seed <= kLargestExact, "seed", "a whole number from 0 to 2^53");
}

SkipGramOptions playlist_recipe() {
  SkipGramOptions options;
  options.window = kWholePlaylist;
  options.group = 5;
  options.negative = 35;
  options.ns_exponent = 0.25;
  options.lr = 0.03;
  return options;
}

std::uint32_t usual_epochs(std::uint64_t rows) {
  constexpr std::uint64_t kRowsInAll = 10'000'000;
  if (rows == 0) return 5;
  const std::uint64_t epochs = (kRowsInAll + rows - 1) / rows;
  return static_cast<std::uint32_t>(std::clamp<std::uint64_t>(epochs, 5, 100));
}

std::map<std::string, double> SkipGramOptions::hyperparameters() const {
  return {{"dim", dim},
          {"window", window},
          {"group", group},
          {"negative", negative},
          {"ns_exponent", ns_exponent},
          {"sample", sample},
          {"epochs", epochs},
          {"lr", lr},
          {"min_count", static_cast<double>(min_count)},
          {"seed", static_cast<double>(seed)}};
}

}  // namespace segue
