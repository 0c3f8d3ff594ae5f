#include "run_folder.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <system_error>

#include "segue/error.h"

namespace segue::cli {
namespace fs = std::filesystem;

namespace {

std::string partial_prefix(const std::string& name) {
  return "." + name + ".partial-";
}

/// What killed runs of this name left: folders whose process is gone.
void remove_leftovers(const std::string& name) {
  const std::string prefix = partial_prefix(name);
  for (const fs::directory_entry& entry : fs::directory_iterator(run_folder(name).parent_path())) {
    const std::string file = entry.path().filename().string();
    if (!file.starts_with(prefix)) continue;
    const int process = std::atoi(file.c_str() + prefix.size());
    if (process > 0 && kill(process, 0) != 0 && errno == ESRCH) fs::remove_all(entry.path());
  }
}

/// Puts `partial` in the place of `folder`; what was there is removed afterwards.
void swap_into_place(const fs::path& partial, const fs::path& folder) {
  if (!fs::exists(folder)) {
    fs::rename(partial, folder);
    return;
  }
  // The kernel exchanges the two in one step where the file system can.
  if (renameat2(AT_FDCWD, partial.c_str(), AT_FDCWD, folder.c_str(), RENAME_EXCHANGE) != 0) {
    const fs::path old = partial.string() + ".old";
    fs::rename(folder, old);
    fs::rename(partial, folder);
    fs::rename(old, partial);
  }
  fs::remove_all(partial);
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

void replace_run_folder(const std::string& name,
                        const std::function<void(const fs::path&)>& write) {
  const fs::path folder = run_folder(name);
  const fs::path partial = folder.parent_path() / (partial_prefix(name) + std::to_string(getpid()));
  try {
    fs::create_directories(partial);
    remove_leftovers(name);
    write(partial);
    swap_into_place(partial, folder);
  } catch (const std::exception& error) {
    std::error_code ignored;
    fs::remove_all(partial, ignored);
    if (const auto* system = dynamic_cast<const fs::filesystem_error*>(&error)) {
      throw Error(ErrorCode::io, "cannot be written: " + system->code().message(),
                  {folder.string()});
    }
    throw;
  }
}

}  // namespace segue::cli
