#include "segue/seed_options.h"

#include <string>

#include "segue/error.h"

namespace segue {
namespace {

constexpr std::uint64_t kLargestExact = std::uint64_t{1} << 53;  // in a double

void require(bool in_range, const char* option, const char* range) {
  if (!in_range) throw Error(ErrorCode::bad_option, std::string(option) + " must be " + range);
}

}  // namespace

void SeedOptions::validate() const {
  require(num_rows <= kLargestExact, "num_rows", "a whole number from 0 to 2^53");
  require(window_size >= 1 && window_size <= 1000, "window_size", "a whole number from 1 to 1000");
  require(embedding_dim >= 1 && embedding_dim <= 4096, "embedding_dim",
          "a whole number from 1 to 4096");
  require(epochs >= 1 && epochs <= 1'000'000, "epochs", "a whole number from 1 to 1000000");
  require(learning_rate > 0 && learning_rate <= 10, "learning_rate", "above 0 and at most 10");
  require(random_seed <= kLargestExact, "random_seed", "a whole number from 0 to 2^53");
}

}  // namespace segue
