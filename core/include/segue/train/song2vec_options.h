#pragma once

#include <cstdint>

namespace segue {

/// The hyperparameters of the `seed` recipe, with song2vec's names and defaults.
struct Song2vecOptions {
  std::uint64_t num_rows = 10'000;    ///< rows of the input that were read; 0: all. Only recorded
  std::uint32_t window_size = 2;      ///< tracks on either side that count as context; 1 .. 1000
  std::uint32_t embedding_dim = 100;  ///< numbers a track; 1 .. 4096
  std::uint32_t epochs = 20;          ///< passes over all pairs; 1 .. 1,000,000
  double learning_rate = 0.001;       ///< Adam's step size; above 0, at most 10
  std::uint64_t random_seed = 42;     ///< 0 .. 2^53, which JSON and JavaScript hold exactly

  /// Throws Error(bad_option), naming the option and its range, where one is out of range.
  void validate() const;
};

}  // namespace segue
