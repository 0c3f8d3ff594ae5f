#pragma once

#include <filesystem>
#include <string>

namespace segue::cli {

/// The folder that `segue train` writes into, kept from other trainings while it lives. It may hold
/// an older run, which stays whole, or nothing; it is made where there is none, and goes again
/// where nothing came into it.
class TrainingFolder {
 public:
  /// Throws Error(io), before hours of training and not after, where the folder holds anything that
  /// is not a run's, where it cannot be written or replaced, where another training has it.
  explicit TrainingFolder(const std::string& name);
  ~TrainingFolder();
  TrainingFolder(const TrainingFolder&) = delete;
  TrainingFolder& operator=(const TrainingFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path checkpoint() const;

 private:
  void remove_if_unused() const;

  std::filesystem::path path_;
  bool is_new_;
  int lock_ = -1;
};

}  // namespace segue::cli
