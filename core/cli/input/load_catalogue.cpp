#include "input/load_catalogue.h"

#include "system/files.h"

namespace segue::cli {

std::vector<Song> load_catalogue(const std::string& file) {
  if (file.empty()) return {};
  return read_catalogue(read_file(file), file);
}

}  // namespace segue::cli
