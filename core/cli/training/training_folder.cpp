#include "training/training_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <string_view>
#include <system_error>

#include "runs/run_folder.h"
#include "segue/util/error.h"
#include "system/files.h"

namespace segue::cli {
namespace fs = std::filesystem;

namespace {

[[noreturn]] void fail(const fs::path& path, const std::string& why) {
  throw Error(ErrorCode::io, why, {path.string()});
}

/// The folder itself where `name` is a link to it, because it is going to be replaced.
fs::path real_path(const std::string& name) {
  if (name.empty()) throw Error(ErrorCode::bad_option, "--out needs the name of a folder");
  std::error_code error;
  const fs::path path = fs::weakly_canonical(fs::absolute(name), error);
  if (error) fail(name, "cannot be written: " + error.message());
  return path.has_filename() ? path : path.parent_path();
}

/// True where the folder was made, false where it was there.
bool make_folder(const fs::path& folder) {
  std::error_code error;
  const bool is_new = fs::create_directories(folder, error);
  if (error) fail(folder, "cannot be written: " + error.message());
  return is_new;
}

/// A folder with anything else in it is not ours to replace.
void require_run(const fs::path& folder) {
  constexpr std::array<std::string_view, 5> kFiles = {kModelFile, kCheckpointFile, "tracks.tsv",
                                                      "hyperparameters.json", "metrics.json"};
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    const std::string file = entry.path().filename().string();
    const bool is_partial = file.starts_with('.') && file.find(".partial-") != std::string::npos;
    if (is_partial || std::find(kFiles.begin(), kFiles.end(), file) != kFiles.end()) continue;
    fail(folder, "holds " + file +
                     ", which no training has made, and is going to be replaced: name another "
                     "folder or a new one");
  }
}

/// Tries what will be done once the training is over.
void require_replaceable(const fs::path& folder) {
  struct statx status = {};
  statx(AT_FDCWD, folder.c_str(), 0, STATX_BASIC_STATS, &status);
  if (!folder.has_filename() || (status.stx_attributes & STATX_ATTR_MOUNT_ROOT) != 0)
    fail(folder, "cannot be replaced, because a disk is mounted there: name a folder in it");
  require_writable(folder);
  require_writable(folder.parent_path());
}

int lock(const fs::path& folder) {
  const int file = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file >= 0 && flock(file, LOCK_EX | LOCK_NB) == 0) return file;
  const int reason = errno;
  if (file >= 0) close(file);
  // A file system that knows no locks is no reason not to train.
  if (reason == EWOULDBLOCK) fail(folder, "another `segue train` is at work there");
  return -1;
}

/// Makes sure that the folder can be used, and gives its lock.
int claim(const fs::path& folder) try {
  require_run(folder);
  require_replaceable(folder);
  const int held = lock(folder);
  remove_leftovers(folder);
  remove_leftovers(folder / kCheckpointFile);
  return held;
} catch (const fs::filesystem_error& error) {
  fail(folder, "cannot be used: " + error.code().message());
}

}  // namespace

TrainingFolder::TrainingFolder(const std::string& name)
    : path_(real_path(name)), is_new_(make_folder(path_)) {
  try {
    lock_ = claim(path_);
  } catch (...) {
    remove_if_unused();
    throw;
  }
}

TrainingFolder::~TrainingFolder() {
  remove_if_unused();
  if (lock_ >= 0) close(lock_);
}

void TrainingFolder::remove_if_unused() const {
  if (is_new_) rmdir(path_.c_str());  // which refuses where there is anything in it
}

fs::path TrainingFolder::checkpoint() const {
  return path_ / kCheckpointFile;
}

}  // namespace segue::cli
