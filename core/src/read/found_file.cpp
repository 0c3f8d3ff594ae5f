#include "segue/read/found_file.h"

namespace segue {

bool is_left_alone(std::string_view path) {
  if (path.ends_with('/')) return true;
  while (true) {
    const std::string_view part = path.substr(0, path.find('/'));
    if (part.starts_with('.') || part == "__MACOSX") return true;
    if (part.size() == path.size()) return false;
    path.remove_prefix(part.size() + 1);
  }
}

}  // namespace segue
