#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

#include "segue/model/model.h"

namespace segue::cli {

/// Adds the argument MODEL: a model file, a run's folder, or the name of a run.
void add_model(CLI::App& command, std::string& model);

/// Whether this names a model and not a file, folder or archive of playlists: known by what is in
/// it. What does not exist can only be the name of a run.
bool is_model(const std::string& name);

/// The model file that MODEL names. Throws Error(io) where there is no such thing.
std::filesystem::path find_model(const std::string& model);

/// Finds and reads what MODEL names. Throws Error(io) where there is no such thing.
Model load_model(const std::string& model);

/// Writes a model's file into a stream, whose state says whether that could be done.
void stream_model(const Model& model, std::ostream& out);

/// The track that a person named as "artist - title", in any case. Throws Error(unknown_track)
/// with the closest names where the model has no such track.
TrackId require_track(const Model& model, const std::string& name);

/// The tracks of these names, each once, in their order.
std::vector<TrackId> require_tracks(const Model& model, const std::vector<std::string>& names);

}  // namespace segue::cli
