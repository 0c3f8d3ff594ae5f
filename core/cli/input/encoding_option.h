#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace segue::cli {

/// --encoding, which says what lists and tables are in that are no UTF-8 and do not say so
/// themselves.
void add_encoding_option(CLI::App& command, std::string& encoding);

}  // namespace segue::cli
