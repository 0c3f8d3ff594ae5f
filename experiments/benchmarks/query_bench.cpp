// How many queries a second Neighbours answers. Usage: query_bench [exact] [ROWS...]
// With `exact` it checks instead, for a thousand tracks, that the ten nearest are those that every
// cosine in double precision, one after the other, gives.
// Prints one JSON line for each kind of table, number of rows, threads and instruction set:
// the best of several rounds, 10 neighbours a query, 100 numbers a vector.

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "segue/kernels/instruction_set.h"
#include "segue/query/neighbours.h"
#include "segue/util/random.h"

namespace {

using segue::Embedding;
using segue::Neighbours;
using segue::Random;
using segue::TrackId;

constexpr std::size_t kDim = 100;
constexpr std::size_t kLimit = 10;
constexpr std::size_t kBatch = 256;

float centred(Random& random) {
  double sum = -2;
  for (int i = 0; i < 4; ++i)
    sum += random.uniform();
  return static_cast<float>(sum);
}

/// Directions without any structure.
Embedding random_table(std::size_t rows) {
  Random random(1);
  Embedding table{rows, kDim, {}};
  table.values.resize(rows * kDim);
  for (float& value : table.values)
    value = centred(random);
  return table;
}

/// Like trained vectors: 24 latent directions in unequal shares, and noise.
Embedding trained_like_table(std::size_t rows) {
  constexpr std::size_t kRank = 24;
  const Embedding latent = random_table(kRank);
  Random random(2);
  Embedding table{rows, kDim, {}};
  table.values.resize(rows * kDim);
  for (std::size_t row = 0; row < rows; ++row) {
    float* values = &table.values[row * kDim];
    for (std::size_t i = 0; i < kDim; ++i)
      values[i] = 0.3f * centred(random);
    for (std::size_t k = 0; k < kRank; ++k) {
      const float share = centred(random) / static_cast<float>(k + 1);
      for (std::size_t i = 0; i < kDim; ++i)
        values[i] += share * latent.values[k * kDim + i];
    }
  }
  return table;
}

double seconds_of(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

struct Settings {
  std::string name;
  std::size_t rows;
  unsigned threads;
};

/// `work` answers `queries` queries. Rounds of it for about a second; the first warm it up.
void measure(const Settings& settings, std::size_t queries, const std::function<void()>& work) {
  double best = 1e9;
  double total = 0;
  for (int round = 0; round < 3 || total < 1; ++round) {
    const double seconds = seconds_of(work);
    best = std::min(best, seconds);
    total += seconds;
  }
  std::printf(
      "{\"name\":\"%s\",\"rows\":%zu,\"threads\":%u,\"instruction_set\":\"%s\","
      "\"queries_per_second\":%.1f}\n",
      settings.name.c_str(), settings.rows, settings.threads, segue::instruction_set().c_str(),
      static_cast<double>(queries) / best);
  std::fflush(stdout);
}

void measure_table(const std::string& name, Embedding table) {
  const std::size_t rows = table.rows;
  const Neighbours neighbours(std::move(table));
  Random random(3);
  std::vector<TrackId> ids(kBatch);
  for (TrackId& id : ids)
    id = random.below(static_cast<std::uint32_t>(rows));
  const std::string best = segue::instruction_set();
  for (const std::string& set : segue::instruction_sets()) {
    if (set == "SCALAR") continue;  // for processors of another kind; minutes at 1M rows
    segue::use_instruction_set(set);
    for (const unsigned threads : {1u, 2u}) {
#if defined(__EMSCRIPTEN__)
      if (threads > 1) continue;  // this build has one
#endif
      const std::size_t singles = std::clamp<std::size_t>(2'000'000 / rows, 4, kBatch);
      measure({name + ", one by one", rows, threads}, singles, [&] {
        for (std::size_t i = 0; i < singles; ++i)
          neighbours.similar(ids[i], kLimit, threads);
      });
      measure({name + ", batch of 256", rows, threads}, kBatch,
              [&] { neighbours.similar(ids, kLimit, threads); });
    }
  }
  segue::use_instruction_set(best);
}

/// The ten nearest by brute force; `lengths` are the rows'.
std::vector<TrackId> nearest_by_force(const Embedding& table, const std::vector<double>& lengths,
                                      TrackId query) {
  std::vector<std::pair<double, TrackId>> all;
  for (TrackId id = 0; id < table.rows; ++id) {
    double sum = 0;
    for (std::size_t i = 0; i < table.dim; ++i)
      sum += double{table.row(query)[i]} * double{table.row(id)[i]};
    if (id != query) all.emplace_back(-sum / (lengths[query] * lengths[id]), id);
  }
  std::partial_sort(all.begin(), all.begin() + kLimit, all.end());
  std::vector<TrackId> ids;
  for (std::size_t i = 0; i < kLimit; ++i)
    ids.push_back(all[i].second);
  return ids;
}

void check_table(const std::string& name, const Embedding& table) {
  constexpr unsigned kQueries = 1000;
  std::vector<double> lengths;
  for (std::size_t row = 0; row < table.rows; ++row) {
    double square = 0;
    for (const float value : table.row(row))
      square += double{value} * double{value};
    lengths.push_back(std::sqrt(square));
  }
  const Neighbours neighbours(table);
  Random random(4);
  unsigned identical = 0;
  for (unsigned i = 0; i < kQueries; ++i) {
    const TrackId query = random.below(static_cast<std::uint32_t>(table.rows));
    std::vector<TrackId> found;
    for (const segue::Neighbour& neighbour : neighbours.similar(query, kLimit))
      found.push_back(neighbour.id);
    identical += found == nearest_by_force(table, lengths, query);
  }
  std::printf("{\"name\":\"%s, exact\",\"rows\":%zu,\"queries\":%u,\"identical\":%u}\n",
              name.c_str(), table.rows, kQueries, identical);
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::size_t> sizes;
  const bool checks = argc > 1 && std::string(argv[1]) == "exact";
  for (int i = checks ? 2 : 1; i < argc; ++i)
    sizes.push_back(std::strtoul(argv[i], nullptr, 10));
  if (sizes.empty()) sizes = {10'000, 100'000, 1'000'000};
  for (const std::size_t rows : sizes) {
    if (checks) {
      check_table("random", random_table(rows));
      check_table("trained-like", trained_like_table(rows));
    } else {
      measure_table("random", random_table(rows));
      measure_table("trained-like", trained_like_table(rows));
    }
  }
}
