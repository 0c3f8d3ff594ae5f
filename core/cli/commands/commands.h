#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace segue::cli {

// One for each command, in the file of its name: adds it to `app`, ready to run.
void add_run(CLI::App& app);
/// `command_line` is the whole of it, to say how a broken off training goes on.
void add_train(CLI::App& app, const std::vector<std::string>& command_line);
void add_similar(CLI::App& app);
void add_continue(CLI::App& app);
void add_odd_one_out(CLI::App& app);
void add_evaluate(CLI::App& app);
void add_compare(CLI::App& app);
void add_find(CLI::App& app);
void add_info(CLI::App& app);
void add_map(CLI::App& app);
void add_export(CLI::App& app);
void add_sweep(CLI::App& app);
void add_synthesize(CLI::App& app);

}  // namespace segue::cli
