#include "read/json_paths.h"

#include <vector>

#include "read/json_text.h"

namespace segue::read {
namespace {

// Files of playlists have some dozens; the rest of another file's are of no interest.
constexpr std::size_t kMostPaths = 200;

/// Numbers the paths as they come.
class PathTree : public TreeReader {
 public:
  PathTree() : paths_{"", ""} {}

  std::vector<std::string> take_paths() { return std::move(paths_); }

 private:
  Scope enter(Scope parent, std::string_view key) override {
    const std::string path = paths_[parent] + "/" + std::string(key);
    for (std::size_t i = kRoot; i < paths_.size(); ++i) {
      if (paths_[i] == path) return static_cast<Scope>(i);
    }
    if (paths_.size() == kMostPaths) return kIgnored;
    paths_.push_back(path);
    return static_cast<Scope>(paths_.size() - 1);
  }

  std::vector<std::string> paths_;  // by their scope
};

}  // namespace

JsonPaths json_paths(std::string_view start) {
  PathTree tree;
  JsonText text(tree);
  JsonPaths result;
  result.is_broken = text.push(start).has_value();
  for (std::string& path : tree.take_paths())
    result.paths.insert(std::move(path));
  return result;
}

}  // namespace segue::read
