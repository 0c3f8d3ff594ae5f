#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>

#include "input/read_corpus.h"
#include "segue/model/model.h"
#include "segue/train/progress.h"

namespace segue::cli {

constexpr const char* kModelFile = "model.safetensors";
constexpr const char* kCheckpointFile = "checkpoint.safetensors";  // of an unfinished training

/// The folder of the run with this name: experiments/NAME.
std::filesystem::path run_folder(const std::string& name);

/// Throws Error(bad_option) for a name that is not one plain folder name.
void require_run_name(const std::string& name);

/// What a training was and how it went, beside its model.
struct RunRecord {
  CorpusFacts read;
  Progress begin;  ///< of what this process did: later than the start after --resume
  Progress end;
  double seconds = 0;  ///< from the one to the other
  std::uint32_t threads = 1;
  std::size_t popular_hits = 0;    ///< as WatchedTraining's
  bool carries_playlists = false;  ///< whether the model does
};

/// Writes a run's four files in place of the run that `folder` holds, if any, which stays whole
/// until the new one is. Throws Error(io).
void write_run(const std::filesystem::path& folder, const Model& model, const RunRecord& record);

/// "34 of 300 hidden tracks".
std::string found_text(const HeldOutHits& hits);

/// Says on standard error how a training went and where its model is.
void print_summary(const std::filesystem::path& folder, const RunRecord& record);

}  // namespace segue::cli
