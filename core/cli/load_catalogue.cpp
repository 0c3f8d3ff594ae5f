#include "load_catalogue.h"

#include "files.h"

namespace segue::cli {

std::vector<Song> load_catalogue(const std::string& file) {
  if (file.empty()) return {};
  return read_catalogue(read_file(file), file);
}

}  // namespace segue::cli
