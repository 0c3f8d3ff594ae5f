#include "segue/learn/levelling.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <functional>
#include <vector>

using namespace segue;

namespace {

/// The epoch at which a training with this gain after each epoch is wound down; 0 if it never is.
std::uint32_t end_of(const std::function<double(double)>& gain, double tokens_a_track_an_epoch = 1,
                     double tracks = 1000) {
  std::vector<Look> looks;
  for (std::uint32_t epoch = 1; epoch <= 300; ++epoch) {
    if (!looks.empty() && epoch < 1.1 * looks.back().hits.epoch) continue;
    looks.push_back({{static_cast<double>(epoch), 0, 100}, gain(epoch)});
    if (has_levelled_off(looks, epoch * tokens_a_track_an_epoch * tracks, tracks)) return epoch;
  }
  return 0;
}

}  // namespace

TEST_CASE("a training goes on while its gain rises, and not much longer", "[levelling]") {
  const auto saturating = [](double half) {
    return [half](double epoch) { return 0.07 + 0.14 * (1 - std::exp2(-epoch / half)); };
  };
  CHECK(end_of(saturating(8), 10) >= 24);
  CHECK(end_of(saturating(8), 10) <= 90);
  CHECK(end_of(saturating(20), 10) >= 60);
  CHECK(end_of(saturating(20), 10) <= 220);
  CHECK(end_of([](double epoch) { return 0.1 * std::log(1 + epoch); }) == 0);
}

TEST_CASE("what shows late is waited for", "[levelling]") {
  const auto late = [](double epoch) { return epoch < 30 ? 0.085 : 0.085 + 0.004 * (epoch - 30); };
  CHECK(end_of(late, 1) == 0);  // 60 tokens a track come after the rise has begun
}

TEST_CASE("where nothing is learnt it ends as soon as that is certain", "[levelling]") {
  const auto flat = [](double) { return 0.08; };
  CHECK(end_of(flat, 1) >= kLeastTokensATrack);
  CHECK(end_of(flat, 1) <= 1.1 * kLeastTokensATrack + 1);
  CHECK(end_of(flat, 1000) >= kLeastEpochs);
  CHECK(end_of(flat, 1000) <= 1.1 * kLeastEpochs + 1);
  CHECK(end_of([](double) { return 0.0; }, 1000) <= 1.1 * kLeastEpochs + 1);
  CHECK(end_of(flat, 10, 1e6) < 12);  // a hundred million tokens
}

TEST_CASE("without looks nothing is known", "[levelling]") {
  CHECK_FALSE(has_levelled_off({}, 1e9, 1));
}
