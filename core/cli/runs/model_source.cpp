#include "runs/model_source.h"

#include <algorithm>
#include <filesystem>
#include <ostream>
#include <string_view>
#include <vector>

#include "runs/run_folder.h"
#include "segue/model/model_file.h"
#include "segue/query/track_search.h"
#include "segue/unicode/text.h"
#include "segue/util/error.h"
#include "system/files.h"

namespace segue::cli {
namespace {

constexpr std::size_t kSuggestions = 5;

}  // namespace

std::filesystem::path find_model(const std::string& model) {
  namespace fs = std::filesystem;
  if (fs::is_regular_file(model)) return model;
  for (const fs::path& folder : {fs::path(model), run_folder(model)}) {
    if (fs::is_regular_file(folder / kModelFile)) return folder / kModelFile;
  }
  if (fs::exists(fs::path(model) / kCheckpointFile)) {
    throw Error(ErrorCode::io, "the training in '" + model +
                                   "' is not finished: `segue train` with --resume goes on");
  }
  throw Error(ErrorCode::io, "there is no model '" + model +
                                 "': neither a file, nor a run's folder, nor " +
                                 (run_folder(model) / kModelFile).string() +
                                 "; `segue train` and `segue run` make one");
}

void add_model(CLI::App& command, std::string& model) {
  command
      .add_option("MODEL", model,
                  "A model file, a run's folder, or the name of a run under experiments/")
      ->required();
}

bool is_model(const std::string& name) {
  namespace fs = std::filesystem;
  if (name == "-") return false;
  if (!fs::exists(name)) return true;
  if (fs::is_directory(name))
    return fs::exists(fs::path(name) / kModelFile) || fs::exists(fs::path(name) / kCheckpointFile);
  if (!fs::is_regular_file(name)) return false;
  bool result = false;
  read_pieces(name, [&](std::string_view start) {
    result = is_model_file(start);
    return false;
  });
  return result;
}

Model load_model(const std::string& model) {
  const std::filesystem::path path = find_model(model);
  return read_model(read_file(path), path.string());
}

void stream_model(const Model& model, std::ostream& out) {
  write_model(model, [&](std::string_view piece) {
    out.write(piece.data(), static_cast<std::streamsize>(piece.size()));
  });
}

TrackId require_track(const Model& model, const std::string& name) {
  const std::string valid = repair_utf8(name);
  if (const auto id = model.vocabulary.find_name(valid)) return *id;
  std::string message = "the model has no track '" + valid + "'";
  const std::vector<TrackId> close = TrackSearch(model.vocabulary).find(valid, kSuggestions);
  if (!close.empty()) message += "; the closest names are:";
  for (const TrackId id : close)
    message.append("\n  ").append(model.vocabulary.key(id));
  throw Error(ErrorCode::unknown_track, message);
}

std::vector<TrackId> require_tracks(const Model& model, const std::vector<std::string>& names) {
  std::vector<TrackId> ids;
  for (const std::string& name : names) {
    const TrackId id = require_track(model, name);
    if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
  }
  return ids;
}

}  // namespace segue::cli
