#include "runs/run_folder.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <iostream>

#include "output/json_output.h"
#include "output/terminal.h"
#include "runs/model_source.h"
#include "segue/kernels/instruction_set.h"
#include "segue/model/export.h"
#include "segue/util/error.h"
#include "system/files.h"

namespace segue::cli {
namespace fs = std::filesystem;

namespace {

/// The most memory that this process had at once, in bytes. getrusage() would count what the
/// process that started this one had.
std::uint64_t peak_memory() {
  const std::string status = read_file("/proc/self/status");
  const std::size_t at = status.find("VmHWM:");
  return at == std::string::npos ? 0 : std::strtoull(status.c_str() + at + 6, nullptr, 10) * 1024;
}

double per_second(std::uint64_t begin, std::uint64_t end, double seconds) {
  constexpr double kShortest = 1e-9;  // what a clock can tell
  return std::round(static_cast<double>(end - begin) / std::max(seconds, kShortest));
}

boost::json::object metrics_json(const RunRecord& record) {
  const Progress& begin = record.begin;
  const Progress& end = record.end;
  boost::json::object metrics = {
      {"rows_read", record.read.rows_read},
      {"rows_skipped", record.read.rows_skipped},
      {"playlists", record.read.playlists},
      {"tracks", record.read.tracks},
      {"pairs_trained", end.pairs_done},
      {"epoch_losses", boost::json::array(end.epoch_losses.begin(), end.epoch_losses.end())},
      {"seconds", record.seconds},
      {"pairs_per_second", per_second(begin.pairs_done, end.pairs_done, record.seconds)},
      {"threads", record.threads},
      {"instruction_set", instruction_set()},
      {"peak_memory_bytes", peak_memory()}};
  if (end.tokens_done != 0) {
    metrics["tokens_trained"] = end.tokens_done;
    metrics["tokens_per_second"] = per_second(begin.tokens_done, end.tokens_done, record.seconds);
  }
  if (begin.share > 0) metrics["resumed_at"] = begin.share;
  return metrics;
}

}  // namespace

fs::path run_folder(const std::string& name) {
  return fs::path("experiments") / name;
}

void require_run_name(const std::string& name) {
  if (name.empty() || name[0] == '.' || name.find('/') != std::string::npos) {
    throw Error(
        ErrorCode::bad_option,
        "'" + name + "' cannot name a run: give one folder name that does not begin with a dot");
  }
}

void write_run(const fs::path& folder, const Model& model, const RunRecord& record) {
  write_folder(folder, [&](const fs::path& partial) {
    write_file(partial / kModelFile, [&](std::ostream& out) { stream_model(model, out); });
    write_file(partial / "tracks.tsv", [&](std::ostream& out) { export_tsv_tracks(model, out); });
    write_file(partial / "hyperparameters.json", json_text(hyperparameters_json(model)) + "\n");
    write_file(partial / "metrics.json", json_text(metrics_json(record)) + "\n");
  });
}

std::string found_text(const HeldOutHits& hits) {
  return grouped(hits.found) + " of " + several(hits.queries, "hidden track");
}

namespace {

/// What it found of hidden tracks, and whether that is more than anybody would.
void print_findings(const HeldOutHits& hits, std::size_t popular) {
  std::cerr << "of " << several(hits.queries, "track") << " hidden from it, it finds "
            << grouped(hits.found)
            << " among its first ten; naming the ten most frequent would find " << grouped(popular)
            << '\n';
  if (hits.found > popular) return;
  std::cerr << "so it has learnt little but what is frequent: these playlists have hardly a track "
               "in common\n";
}

}  // namespace

void print_summary(const fs::path& folder, const RunRecord& record) {
  const Progress& end = record.end;
  std::cerr << "trained " << several(end.epochs, "epoch")
            << (record.begin.share > 0 ? ", from " + percent(record.begin.share) + " on," : "")
            << " in " << duration(record.seconds) << ", loss " << losses_text(end.epoch_losses)
            << '\n';
  if (!end.looks.empty()) print_findings(end.looks.back().hits, record.popular_hits);
  std::cerr << "wrote " << printable((folder / kModelFile).string()) << '\n';
  if (record.carries_playlists)
    std::cerr << "  carries its playlists; segue export --without-memory leaves them out\n";
}

}  // namespace segue::cli
