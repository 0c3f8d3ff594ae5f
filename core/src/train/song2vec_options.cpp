#include "segue/train/song2vec_options.h"

#include "util/require_option.h"

namespace segue {
void Song2vecOptions::validate() const {
  require_option(num_rows <= kLargestExact, "num_rows", "a whole number from 0 to 2^53");
  require_option(window_size >= 1 && window_size <= 1000, "window_size",
                 "a whole number from 1 to 1000");
  require_option(embedding_dim >= 1 && embedding_dim <= 4096, "embedding_dim",
                 "a whole number from 1 to 4096");
  require_option(epochs >= 1 && epochs <= 1'000'000, "epochs", "a whole number from 1 to 1000000");
  require_option(learning_rate > 0 && learning_rate <= 10, "learning_rate",
                 "above 0 and at most 10");
  require_option(random_seed <= kLargestExact, "random_seed", "a whole number from 0 to 2^53");
}

}  // namespace segue
