#include "input/inputs.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "segue/read/found_file.h"
#include "segue/util/error.h"

namespace segue::cli {
namespace fs = std::filesystem;

namespace {

std::vector<InputFile> files_in(const fs::path& folder) {
  std::vector<InputFile> files;
  try {
    for (auto at = fs::recursive_directory_iterator(folder); at != fs::end(at); ++at) {
      if (is_left_alone(at->path().filename().string())) {
        at.disable_recursion_pending();
      } else if (std::error_code ignored; at->is_regular_file(ignored)) {  // not a link in a circle
        files.push_back({at->path().string(), true});
      }
    }
  } catch (const fs::filesystem_error& error) {
    throw Error(ErrorCode::io, "cannot be read: " + error.code().message(),
                {error.path1().empty() ? folder.string() : error.path1().string()});
  }
  std::sort(files.begin(), files.end(),
            [](const InputFile& a, const InputFile& b) { return a.path < b.path; });
  return files;
}

}  // namespace

std::vector<InputFile> files_of(const std::vector<std::string>& inputs) {
  std::vector<InputFile> files;
  for (const std::string& input : inputs) {
    if (fs::is_directory(input)) {
      const std::vector<InputFile> found = files_in(input);
      files.insert(files.end(), found.begin(), found.end());
    } else {
      files.push_back({input, false});
    }
  }
  return files;
}

std::optional<std::uint64_t> total_size(const std::vector<InputFile>& files) {
  std::uint64_t total = 0;
  for (const InputFile& file : files) {
    if (!fs::is_regular_file(file.path)) return std::nullopt;
    total += fs::file_size(file.path);
  }
  return total;
}

}  // namespace segue::cli
