#pragma once

#include <set>
#include <string>
#include <string_view>

namespace segue::read {

/// The beginning of a JSON document, by what stands where: "/playlists/[]/tracks/[]/track_name".
struct JsonPaths {
  std::set<std::string, std::less<>> paths;
  bool is_broken = false;  ///< what follows is not JSON

  bool has(std::string_view path) const { return paths.find(path) != paths.end(); }
};

JsonPaths json_paths(std::string_view start);

}  // namespace segue::read
