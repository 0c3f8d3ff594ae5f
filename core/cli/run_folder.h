#pragma once

#include <filesystem>
#include <functional>
#include <string>

namespace segue::cli {

constexpr const char* kModelFile = "model.safetensors";

/// The folder of the run with this name: experiments/NAME.
std::filesystem::path run_folder(const std::string& name);

/// Throws Error(bad_option) for a name that is not one plain folder name.
void require_run_name(const std::string& name);

/// Has `write` fill a folder beside run_folder(name) and puts it in its place at the end, so that
/// a run that fails or is killed leaves an older one whole. Throws Error(io).
void replace_run_folder(const std::string& name,
                        const std::function<void(const std::filesystem::path&)>& write);

}  // namespace segue::cli
