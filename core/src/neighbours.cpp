#include "segue/neighbours.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "kernels.h"
#include "segue/aligned_floats.h"
#include "segue/error.h"

namespace segue {
namespace {

// V8 compiles a WebAssembly function anew once it has been called often; a scan in one long call
// would stay in its slow first tier.
constexpr std::size_t kRowsPerCall = 1024;

bool is_better(const Neighbour& a, const Neighbour& b) {
  return a.similarity != b.similarity ? a.similarity > b.similarity : a.id < b.id;
}

/// Keeps the best `limit` of all neighbours offered, the worst of them on top of the heap.
class BestOf {
 public:
  explicit BestOf(std::size_t limit) : limit_(limit) {}

  void offer(const Neighbour& neighbour) {
    if (heap_.size() == limit_) {
      if (limit_ == 0 || !is_better(neighbour, heap_.front())) return;
      std::pop_heap(heap_.begin(), heap_.end(), is_better);
      heap_.pop_back();
    }
    heap_.push_back(neighbour);
    std::push_heap(heap_.begin(), heap_.end(), is_better);
  }

  std::vector<Neighbour> sorted() && {
    std::sort_heap(heap_.begin(), heap_.end(), is_better);
    return std::move(heap_);
  }

 private:
  std::size_t limit_;
  std::vector<Neighbour> heap_;
};

}  // namespace

class Neighbours::Table {
 public:
  explicit Table(const Embedding& input)
      : rows_(input.rows), stride_(kernels::padded(input.dim)), values_(input.rows * stride_) {
    for (std::size_t index = 0; index < rows_; ++index) {
      std::copy_n(input.row(index).begin(), input.dim, row(index));
      normalise(row(index));
    }
  }

  std::vector<Neighbour> similar(TrackId id, std::size_t limit) const {
    assert(id < rows_);
    BestOf best(std::min(limit, rows_));
    std::vector<float> scores(kRowsPerCall);
    for (std::size_t first = 0; first < rows_; first += kRowsPerCall) {
      const std::size_t count = std::min(kRowsPerCall, rows_ - first);
      kernels::dot_rows(row(id), row(first), count, stride_, scores.data());
      for (std::size_t i = 0; i < count; ++i) {
        if (first + i != id) best.offer({static_cast<TrackId>(first + i), scores[i]});
      }
    }
    return std::move(best).sorted();
  }

 private:
  float* row(std::size_t index) { return values_.data() + index * stride_; }
  const float* row(std::size_t index) const { return values_.data() + index * stride_; }

  void normalise(float* values) const {
    double square = 0;
    for (std::size_t i = 0; i < stride_; ++i)
      square += double{values[i]} * double{values[i]};
    if (!std::isfinite(square)) {
      throw Error(ErrorCode::diverged,
                  "the model holds numbers that are not finite: it cannot be searched; train it "
                  "again with a lower learning rate");
    }
    if (square == 0) return;
    const double scale = 1 / std::sqrt(square);
    for (std::size_t i = 0; i < stride_; ++i)
      values[i] = static_cast<float>(values[i] * scale);
  }

  std::size_t rows_;
  std::size_t stride_;
  AlignedFloats values_;
};

Neighbours::Neighbours(const Embedding& input) : table_(std::make_unique<Table>(input)) {}
Neighbours::~Neighbours() = default;
Neighbours::Neighbours(Neighbours&&) noexcept = default;
Neighbours& Neighbours::operator=(Neighbours&&) noexcept = default;

std::vector<Neighbour> Neighbours::similar(TrackId id, std::size_t limit) const {
  return table_->similar(id, limit);
}

}  // namespace segue
