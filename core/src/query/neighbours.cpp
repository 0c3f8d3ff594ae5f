#include "segue/query/neighbours.h"

#include <algorithm>
#include <cassert>
#include <functional>
#include <limits>

#include "kernels/double_dot.h"
#include "query/int8_index.h"
#include "segue/util/run_parallel.h"

namespace segue {
namespace {

using kernels::kPanelRows;

// At most 1,024 rows a call: V8 compiles a WebAssembly function anew once it has been called often,
// and a scan in one long call would stay in its slow first tier. Then 4 queries also find a call's
// rows in the processor's second cache, however large the table is.
constexpr std::size_t kPanelsPerCall = 64;

// What a thread must have to do, in panels times queries, to be worth starting: a tenth of a
// millisecond. At 10,000 rows a second thread made one query 2.5 times slower.
constexpr std::size_t kPanelsPerThread = 2048;

/// Keeps the best `limit` (at least 1) of all that is offered, the worst of them on top of the
/// heap. `is_better` is an order without equals.
template <typename T, typename IsBetter>
class BestOf {
 public:
  explicit BestOf(std::size_t limit) : limit_(limit) { heap_.reserve(limit); }

  bool is_full() const { return heap_.size() == limit_; }
  const T& worst() const { return heap_.front(); }

  void offer(const T& item) {
    if (is_full()) {
      if (!IsBetter()(item, worst())) return;
      std::pop_heap(heap_.begin(), heap_.end(), IsBetter());
      heap_.pop_back();
    }
    heap_.push_back(item);
    std::push_heap(heap_.begin(), heap_.end(), IsBetter());
  }

  void offer_all(const BestOf& other) {
    for (const T& item : other.heap_)
      offer(item);
  }

  /// Best first.
  std::vector<T> sorted() && {
    std::sort_heap(heap_.begin(), heap_.end(), IsBetter());
    return std::move(heap_);
  }

 private:
  std::size_t limit_;
  std::vector<T> heap_;
};

struct Match {
  double similarity;
  TrackId id;
};

struct IsBetterMatch {
  bool operator()(const Match& a, const Match& b) const {
    return a.similarity != b.similarity ? a.similarity > b.similarity : a.id < b.id;
  }
};

using BestMatches = BestOf<Match, IsBetterMatch>;

constexpr double kNoScore = -std::numeric_limits<double>::infinity();

/// A query made ready for all threads: its rounded form, its excluded tracks in order.
class Search {
 public:
  Search(const Neighbours::Direction& query, const Int8Index& table)
      : vector_(query.vector),
        length_(length_of(query.vector)),
        quantised_(table.quantise(query.vector)),
        excluded_(query.excluded.begin(), query.excluded.end()) {
    std::sort(excluded_.begin(), excluded_.end());
  }

  const QuantisedQuery& quantised() const { return quantised_; }

  bool excludes(TrackId id) const {
    return std::binary_search(excluded_.begin(), excluded_.end(), id);
  }

  double cosine(std::span<const float> row) const {
    const double length = length_ * length_of(row);
    return length == 0 ? 0 : double_dot(vector_, row) / length;
  }

 private:
  std::span<const float> vector_;
  double length_;
  QuantisedQuery quantised_;
  std::vector<TrackId> excluded_;
};

/// The rows of one part of the table that may be among a query's best, as far as bounds tell.
class Candidates {
 public:
  Candidates(const Search& search, std::size_t limit)
      : search_(&search), limit_(limit), lower_(limit) {}

  const Search& search() const { return *search_; }

  /// What a row's bound must reach: with less, its cosine is below the lower bounds of `limit`
  /// rows.
  float threshold() const {
    const double worst = lower_.is_full() ? double{lower_.worst()} : kNoScore;
    return static_cast<float>(worst - 2 * search_->quantised().slack);
  }

  /// Looks at the rows of one panel, of which the first is `first`.
  void offer(TrackId first, std::span<const float> bounds, const Int8Index& table) {
    float needed = threshold();
    for (std::size_t i = 0; i < bounds.size(); ++i) {
      if (bounds[i] < needed) continue;
      const TrackId id = first + static_cast<TrackId>(i);
      if (search_->excludes(id)) continue;
      rows_.push_back({bounds[i], id});
      lower_.offer(bounds[i] - 2 * search_->quantised().error_weight * table.error(id));
      needed = threshold();
    }
  }

  /// The best, by exact comparison of those candidates that need it.
  BestMatches compare(const Embedding& table) && {
    std::sort(rows_.begin(), rows_.end(),
              [](const Row& a, const Row& b) { return a.bound > b.bound; });
    const double allowance = search_->quantised().offset + search_->quantised().slack;
    BestMatches best(limit_);
    for (const Row& row : rows_) {
      if (best.is_full() && row.bound + allowance < best.worst().similarity) break;
      best.offer({search_->cosine(table.row(row.id)), row.id});
    }
    return best;
  }

 private:
  struct Row {
    float bound;
    TrackId id;
  };

  const Search* search_;
  std::size_t limit_;
  BestOf<float, std::greater<>> lower_;  // the highest lower bounds, without the query's slack
  std::vector<Row> rows_;
};

}  // namespace

class Neighbours::Table {
 public:
  explicit Table(Embedding input) : input_(std::move(input)), quantised_(input_) {}

  std::span<const float> row(TrackId id) const {
    assert(id < input_.rows);
    return input_.row(id);
  }

  std::vector<std::vector<Neighbour>> nearest(std::span<const Direction> queries, std::size_t limit,
                                              unsigned threads) const {
    limit = std::min(limit, input_.rows);
    if (limit == 0) return std::vector<std::vector<Neighbour>>(queries.size());
    std::vector<Search> searches;
    searches.reserve(queries.size());
    for (const Direction& query : queries)
      searches.emplace_back(query, quantised_);
    const std::size_t panels = quantised_.panels();
    const std::size_t most = std::min(panels, panels * queries.size() / kPanelsPerThread);
    threads =
        static_cast<unsigned>(std::clamp<std::size_t>(threads, 1, std::max<std::size_t>(most, 1)));
    std::vector<std::vector<BestMatches>> parts(threads);
    run_parallel(threads, [&](unsigned i) {
      parts[i] = search_part(panels * i / threads, panels * (i + 1) / threads, searches, limit);
    });
    std::vector<std::vector<Neighbour>> results;
    results.reserve(queries.size());
    for (std::size_t q = 0; q < queries.size(); ++q) {
      for (unsigned i = 1; i < threads; ++i)
        parts[0][q].offer_all(parts[i][q]);
      results.push_back(neighbours_of(std::move(parts[0][q]).sorted()));
    }
    return results;
  }

 private:
  /// The best of each search in the panels [begin, end).
  std::vector<BestMatches> search_part(std::size_t begin, std::size_t end,
                                       std::span<const Search> searches, std::size_t limit) const {
    std::vector<Candidates> candidates;
    candidates.reserve(searches.size());
    for (const Search& search : searches)
      candidates.emplace_back(search, limit);
    scan(begin, end, candidates);
    std::vector<BestMatches> best;
    best.reserve(searches.size());
    for (Candidates& each : candidates)
      best.push_back(std::move(each).compare(input_));
    return best;
  }

  void scan(std::size_t begin, std::size_t end, std::span<Candidates> candidates) const {
    Bounds bounds;
    std::size_t count = 0;
    for (std::size_t first = begin; first < end; first += count) {
      // Small steps first: they find the thresholds that leave out most of the later rows.
      count = std::min({kPanelsPerCall, std::max<std::size_t>(1, first - begin), end - first});
      for (std::size_t q = 0; q < candidates.size(); q += kernels::kQueriesAtOnce) {
        const std::size_t together = std::min(kernels::kQueriesAtOnce, candidates.size() - q);
        scan_step(first, count, candidates.subspan(q, together), bounds);
      }
    }
  }

  /// What the kernel writes.
  struct Bounds {
    float of_rows[kernels::kQueriesAtOnce * kPanelsPerCall * kPanelRows];
    bool reached[kernels::kQueriesAtOnce * kPanelsPerCall];
  };

  void scan_step(std::size_t first, std::size_t count, std::span<Candidates> candidates,
                 Bounds& bounds) const {
    kernels::PanelQuery queries[kernels::kQueriesAtOnce];
    for (std::size_t q = 0; q < candidates.size(); ++q) {
      const QuantisedQuery& query = candidates[q].search().quantised();
      queries[q] = {query.values.data(), query.scale, query.error_weight,
                    candidates[q].threshold()};
    }
    kernels::upper_bounds(quantised_.view(), first, count, {queries, candidates.size()},
                          bounds.of_rows, bounds.reached);
    for (std::size_t i = 0; i < count * candidates.size(); ++i) {
      if (!bounds.reached[i]) continue;
      const std::size_t start = (first + i % count) * kPanelRows;
      const std::size_t rows = std::min(kPanelRows, input_.rows - start);
      candidates[i / count].offer(static_cast<TrackId>(start),
                                  std::span(bounds.of_rows + i * kPanelRows, rows), quantised_);
    }
  }

  static std::vector<Neighbour> neighbours_of(const std::vector<Match>& matches) {
    std::vector<Neighbour> result;
    result.reserve(matches.size());
    for (const Match& match : matches)
      result.push_back({match.id, static_cast<float>(match.similarity)});
    return result;
  }

  Embedding input_;
  Int8Index quantised_;
};

Neighbours::Neighbours(Embedding input) : table_(std::make_unique<Table>(std::move(input))) {}
Neighbours::~Neighbours() = default;
Neighbours::Neighbours(Neighbours&&) noexcept = default;
Neighbours& Neighbours::operator=(Neighbours&&) noexcept = default;

std::vector<Neighbour> Neighbours::similar(TrackId id, std::size_t limit, unsigned threads) const {
  return nearest({table_->row(id), std::span(&id, 1)}, limit, threads);
}

std::vector<std::vector<Neighbour>> Neighbours::similar(std::span<const TrackId> ids,
                                                        std::size_t limit, unsigned threads) const {
  std::vector<Direction> queries;
  queries.reserve(ids.size());
  for (const TrackId& id : ids)
    queries.push_back({table_->row(id), std::span(&id, 1)});
  return nearest(queries, limit, threads);
}

std::vector<Neighbour> Neighbours::nearest(const Direction& query, std::size_t limit,
                                           unsigned threads) const {
  return std::move(table_->nearest(std::span(&query, 1), limit, threads).front());
}

std::vector<std::vector<Neighbour>> Neighbours::nearest(std::span<const Direction> queries,
                                                        std::size_t limit, unsigned threads) const {
  return table_->nearest(queries, limit, threads);
}

}  // namespace segue
