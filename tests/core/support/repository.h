#pragma once

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

namespace segue::test {

/// A file of this repository, for tests that do not run as WebAssembly (tag [files]).
inline std::string read_repository_file(const std::string& path) {
  std::ifstream file(SEGUE_SOURCE_DIR "/" + path, std::ios::binary);
  if (!file) throw std::runtime_error("the test needs " + path);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace segue::test
