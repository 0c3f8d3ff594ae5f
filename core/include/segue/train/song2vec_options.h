#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace segue {

/// The value of Song2vecOptions::num_rows that stands for the whole of what there is.
constexpr std::uint64_t kAllRows = 0;

/// The hyperparameters of the `seed` recipe, with song2vec's names and defaults. options_of() has
/// their ranges.
struct Song2vecOptions {
  std::uint64_t num_rows = 10'000;    ///< rows of the input that were read. Only recorded
  std::uint32_t window_size = 2;      ///< tracks on either side that count as context
  std::uint32_t embedding_dim = 100;  ///< numbers a track
  std::uint32_t epochs = 20;          ///< passes over all pairs
  double learning_rate = 0.001;       ///< Adam's step size
  std::uint64_t random_seed = 42;

  bool operator==(const Song2vecOptions&) const = default;

  /// Throws Error(bad_option), naming the option and its range, where one is out of range.
  void validate() const;

  /// All of them, by name: what a model records of how it came about.
  std::map<std::string, double> hyperparameters() const;
};

}  // namespace segue
