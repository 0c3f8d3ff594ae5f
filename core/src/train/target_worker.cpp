#include <algorithm>
#include <utility>
#include <vector>

#include "kernels/kernels.h"
#include "kernels/skip_gram_kernels.h"
#include "train/pair_sampler.h"
#include "train/worker.h"

namespace segue {
namespace {

/// An example with the rows that it is about, in the form that the kernel takes.
struct Target {
  Example example;
  float* input = nullptr;
  std::vector<float*> outputs;  // none where the example has no contexts
  AlignedFloats weights;
};

class TargetWorker : public Worker {
 public:
  explicit TargetWorker(const SharedTables& tables)
      : tables_(tables), spare_row_(tables.input.stride()) {}

  void train(const Stretch& stretch) override {
    for (const Segment& segment : stretch.segments)
      train_segment(segment, stretch);
  }

 private:
  void train_segment(const Segment& segment, const Stretch& stretch) {
    PairSampler sampler(tables_.pairs, segment, stretch.epoch_key);
    const std::size_t begin = tables_.corpus.offsets[segment.playlist] + segment.first;
    const std::size_t size = segment_size(tables_.corpus, segment);
    for (std::size_t position = begin; position < begin + size; ++position) {
      sampler.draw(position, next_.example);
      find_rows();
      train_target(stretch.first_rate);
      std::swap(now_, next_);
    }
    next_.outputs.clear();
    train_target(stretch.first_rate);
    now_.outputs.clear();
    tokens += size;
  }

  /// Fills in the rows of the next target.
  void find_rows() {
    const Example& example = next_.example;
    next_.outputs.clear();
    if (example.contexts == 0) return;
    for (const TrackId output : example.outputs)
      next_.outputs.push_back(tables_.output.row(output));
    while (next_.outputs.size() % kernels::kRowGroup != 0)
      next_.outputs.push_back(spare_row_.data());
    next_.weights.assign(kernels::padded(next_.outputs.size()), 0);
    std::copy(example.weights.begin(), example.weights.end(), next_.weights.begin());
    next_.input = tables_.input.row(example.target);
    for (std::size_t i = 0; i < tables_.input.stride(); i += kernels::kRowUnit)
      __builtin_prefetch(next_.input + i, 1);
  }

  void train_target(float rate) {
    if (now_.outputs.empty()) return;
    scores_.resize(now_.weights.size());
    loss += double{kernels::train_target({.input = now_.input,
                                          .outputs = now_.outputs.data(),
                                          .weights = now_.weights.data(),
                                          .scores = scores_.data(),
                                          .positives = now_.example.contexts,
                                          .count = now_.outputs.size(),
                                          .dim = tables_.options.dim,
                                          .rate = rate,
                                          .next = next_.outputs.data(),
                                          .next_count = next_.outputs.size()})};
    pairs += now_.example.pairs;
  }

  SharedTables tables_;
  Target now_;
  Target next_;              // its rows are on their way from memory while `now_` is trained
  AlignedFloats spare_row_;  // fills groups of rows; zeros, which a weight of 0 leaves so
  AlignedFloats scores_;
};

}  // namespace

std::unique_ptr<Worker> make_target_worker(const SharedTables& tables) {
  return std::make_unique<TargetWorker>(tables);
}

}  // namespace segue
