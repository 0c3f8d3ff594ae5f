#include "evaluate/baselines/positive_definite.h"

#include <Eigen/Cholesky>
#include <algorithm>
#include <atomic>
#include <utility>

#include "segue/util/run_parallel.h"

namespace segue {
namespace {

using Eigen::Index;
using Eigen::MatrixXf;

constexpr Index kBlock = 192;

/// How much of all the multiplications is done, in the order in which they are done.
class Meter {
 public:
  Meter(Index size, const BaselineWork& work) : size_(static_cast<double>(size)), work_(work) {}

  /// The factor is done up to row and column `end`; the inverse, below, from there on.
  void factored(Index end) const { report((1 - rest(end)) / 3); }
  void inverted(Index end) const { report((1 + 2 * (1 - rest(end))) / 3); }

 private:
  double rest(Index end) const {
    const double share = 1 - static_cast<double>(end) / size_;
    return share * share * share;
  }
  void report(double share) const {
    if (work_.on_progress) work_.on_progress(share);
  }

  double size_;
  const BaselineWork& work_;
};

/// Calls work(begin, width) for each block of columns from `first` on; `note(begin)` on the calling
/// thread where it has done one itself.
template <typename Work, typename Note>
void for_each_block(Index first, Index size, unsigned threads, const Work& work, const Note& note) {
  std::atomic<Index> next = first;
  run_parallel(threads, [&](unsigned thread) {
    try {
      for (Index begin = next.fetch_add(kBlock); begin < size; begin = next.fetch_add(kBlock)) {
        const Index width = std::min(kBlock, size - begin);
        work(begin, width);
        if (thread == 0) note(begin + width);
      }
    } catch (...) {
      next = size;  // the others need not go on
      throw;
    }
  });
}

/// Puts the Cholesky factor into the lower triangle, block column by block column.
void factor(MatrixXf& matrix, unsigned threads, const Meter& meter) {
  const Index size = matrix.rows();
  for (Index at = 0; at < size; at += kBlock) {
    const Index width = std::min(kBlock, size - at);
    const Index after = at + width;
    auto corner = matrix.block(at, at, width, width);
    corner = MatrixXf(corner.llt().matrixL());
    auto panel = matrix.block(after, at, size - after, width);
    corner.triangularView<Eigen::Lower>().transpose().solveInPlace<Eigen::OnTheRight>(panel);
    for_each_block(
        after, size, threads,
        [&](Index begin, Index columns) {
          matrix.block(begin, begin, size - begin, columns).noalias() -=
              panel.bottomRows(size - begin) * panel.middleRows(begin - after, columns).transpose();
        },
        [](Index) {});
    meter.factored(after);
  }
}

/// The inverse from the factor L: the lower triangle of each block column by two triangular solves,
/// for which only the corner of L below it is needed.
MatrixXf invert_from_factor(const MatrixXf& factor, unsigned threads, const Meter& meter) {
  const Index size = factor.rows();
  MatrixXf inverse(size, size);
  for_each_block(
      0, size, threads,
      [&](Index begin, Index columns) {
        const Index rows = size - begin;
        const auto lower = factor.bottomRightCorner(rows, rows).triangularView<Eigen::Lower>();
        auto part = inverse.block(begin, begin, rows, columns);
        part.setIdentity();
        lower.solveInPlace(part);
        lower.transpose().solveInPlace(part);
      },
      [&](Index end) { meter.inverted(end); });
  inverse.triangularView<Eigen::StrictlyUpper>() = inverse.transpose();
  return inverse;
}

}  // namespace

MatrixXf invert_positive_definite(MatrixXf matrix, const BaselineWork& work) {
  const Meter meter(matrix.rows(), work);
  factor(matrix, work.threads, meter);
  return invert_from_factor(matrix, work.threads, meter);
}

}  // namespace segue
