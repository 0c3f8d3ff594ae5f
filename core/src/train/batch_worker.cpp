#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "kernels/batch_kernels.h"
#include "kernels/kernels.h"
#include "train/batch_sampler.h"
#include "train/worker.h"

namespace segue {
namespace {

using kernels::kBatch;
using kernels::kBatchContexts;

/// A batch with the rows that it is about, in the form that the kernel takes.
struct Rows {
  Batch batch;
  std::vector<float*> all;  // inputs, contexts, negatives, one after another
  std::size_t inputs = 0;   // the first so many
  AlignedFloats context_weights = AlignedFloats(kBatch * kBatchContexts);
};

class BatchWorker : public Worker {
 public:
  explicit BatchWorker(const SharedTables& tables)
      : tables_(tables), spare_row_(tables.input.stride()) {}

  void train(const Stretch& stretch) override {
    BatchSampler sampler(tables_.pairs, stretch);
    const std::size_t steps = sampler.steps();
    sampler.draw(next_.batch);
    find_rows();
    for (std::size_t step = 0; step < steps; ++step) {
      std::swap(now_, next_);
      next_.all.clear();
      if (step + 1 < steps) {
        sampler.draw(next_.batch);
        find_rows();
      }
      const float share = static_cast<float>(step) / static_cast<float>(steps);
      train_batch(stretch.first_rate + share * (stretch.last_rate - stretch.first_rate));
    }
    for (const Segment& segment : stretch.segments)
      tokens += segment_size(tables_.corpus, segment);
  }

 private:
  void find_rows() {
    const Batch& batch = next_.batch;
    next_.all.clear();
    for (const TrackId input : batch.inputs)
      next_.all.push_back(tables_.input.row(input));
    next_.inputs = next_.all.size();
    add_contexts();
    for (const TrackId negative : batch.negatives)
      next_.all.push_back(tables_.output.row(negative));
  }

  void add_contexts() {
    const Batch& batch = next_.batch;
    auto context = batch.contexts.begin();
    for (std::size_t target = 0; target < kBatch; ++target) {
      for (std::size_t k = 0; k < kBatchContexts; ++k) {
        const bool is_there = k < batch.context_counts[target];
        next_.all.push_back(is_there ? tables_.output.row(*context++) : spare_row_.data());
        next_.context_weights[target * kBatchContexts + k] = is_there ? 1 : 0;
      }
    }
  }

  void train_batch(float rate) {
    const std::size_t dim = tables_.options.dim;
    const std::size_t negatives = now_.batch.negatives.size();
    scratch_.resize(kernels::batch_scratch(dim, negatives));
    float* const* const contexts = now_.all.data() + now_.inputs;
    loss += double{kernels::train_batch({.inputs = now_.all.data(),
                                         .input_counts = now_.batch.input_counts.data(),
                                         .contexts = contexts,
                                         .context_weights = now_.context_weights.data(),
                                         .negatives = contexts + kBatch * kBatchContexts,
                                         .negative_weights = now_.batch.negative_weights.data(),
                                         .negative_count = negatives,
                                         .dim = dim,
                                         .rate = rate,
                                         .scratch = scratch_.data(),
                                         .next = next_.all.data(),
                                         .next_count = next_.all.size()})};
    pairs += now_.batch.pairs;
  }

  SharedTables tables_;
  Rows now_;
  Rows next_;                // on their way from memory while `now_` is trained
  AlignedFloats spare_row_;  // where there is no context; zeros, which a weight of 0 leaves so
  AlignedFloats scratch_;
};

}  // namespace

std::unique_ptr<Worker> make_batch_worker(const SharedTables& tables) {
  return std::make_unique<BatchWorker>(tables);
}

}  // namespace segue
