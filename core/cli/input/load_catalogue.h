#pragma once

#include <string>
#include <vector>

#include "segue/catalogue/catalogue.h"

namespace segue::cli {

/// What --catalogue names; nothing where it is empty. Throws as read_file() and read_catalogue()
/// do.
std::vector<Song> load_catalogue(const std::string& file);

}  // namespace segue::cli
