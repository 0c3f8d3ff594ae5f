#include "read/spotify_local.h"

#include <vector>

#include "read/percent_code.h"

namespace segue::read {

Track local_track(std::string_view uri) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t end = uri.find(':');
    parts.push_back(uri.substr(0, end));
    if (end == std::string_view::npos) break;
    uri.remove_prefix(end + 1);
  }
  if (parts.size() != 6 || parts[0] != "spotify" || parts[1] != "local") return {};
  return {from_percent_code(parts[2], true), from_percent_code(parts[4], true)};
}

}  // namespace segue::read
