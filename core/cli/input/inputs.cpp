#include "input/inputs.h"

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "input/unpacker.h"
#include "segue/util/error.h"
#include "system/files.h"

namespace segue::cli {
namespace fs = std::filesystem;

namespace {

std::vector<FileName> files_in(const fs::path& folder) {
  std::vector<FileName> files;
  try {
    for (auto at = fs::recursive_directory_iterator(folder); at != fs::end(at); ++at) {
      if (at->path().filename().string().starts_with('.')) {
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
            [](const FileName& a, const FileName& b) { return a.text < b.text; });
  return files;
}

bool is_zip_file(const std::string& file) {
  if (!fs::is_regular_file(file)) return false;
  bool result = false;
  read_pieces(file, [&](std::string_view start) {
    result = is_zip(start);
    return false;
  });
  return result;
}

}  // namespace

std::vector<FileName> files_of(const std::vector<std::string>& inputs) {
  std::vector<FileName> files;
  for (const std::string& input : inputs) {
    if (fs::is_directory(input)) {
      const std::vector<FileName> found = files_in(input);
      files.insert(files.end(), found.begin(), found.end());
    } else {
      files.push_back({input, false});
    }
  }
  return files;
}

std::optional<std::uint64_t> total_size(const std::vector<FileName>& files) {
  std::uint64_t total = 0;
  for (const FileName& file : files) {
    if (!fs::is_regular_file(file.text)) return std::nullopt;
    total += fs::file_size(file.text);
  }
  return total;
}

void take_file(const FileName& file, FileTaker& taker) {
  UnpackLimit limit(file.text);
  try {
    if (is_zip_file(file.text)) return unpack_zip(file.text, taker, limit);
    Unpacker unpacker(file, taker, limit);
    read_pieces(file.text, [&](std::string_view piece) {
      taker.advance(file, piece.size());
      return unpacker.push(piece);
    });
    unpacker.end();
  } catch (const Error& error) {
    taker.fail(file, error);
  }
}

}  // namespace segue::cli
