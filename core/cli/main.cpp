#include <algorithm>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <new>
#include <string>
#include <utility>
#include <vector>

#include "commands/commands.h"
#include "output/terminal.h"
#include "segue/kernels/instruction_set.h"
#include "segue/train/recipe_options.h"
#include "segue/util/error.h"
#include "system/interrupt.h"

namespace {

constexpr int kFailed = 1;
constexpr int kWrongUsage = 2;

/// song2vec's short options have several letters, which the parser would take for several options.
std::string expand_short_option(const std::string& argument) {
  for (const segue::OptionDescription& option : segue::options_of(segue::Recipe::seed)) {
    const std::string shorter = std::string("-") + option.short_flag;
    if (argument == shorter || argument.starts_with(shorter + "="))
      return std::string("--") + option.flag + argument.substr(shorter.size());
  }
  return argument;
}

/// The arguments, last first, as the parser takes them.
std::vector<std::string> arguments(int argc, char** argv) {
  std::vector<std::string> result(argv + 1, argv + argc);
  if (!result.empty() && result.front() == "run") {
    std::transform(result.begin(), result.end(), result.begin(), expand_short_option);
  }
  std::reverse(result.begin(), result.end());
  return result;
}

void choose_instruction_set() {
  const char* name = std::getenv("SEGUE_SIMD");
  if (name != nullptr && *name != '\0') segue::use_instruction_set(name);
}

int fail(const std::string& message) {
  std::cerr << "segue: " << segue::cli::printable(message) << '\n';
  return kFailed;
}

bool has_command(const CLI::App& app, const std::string& name) {
  const std::vector<const CLI::App*> commands = app.get_subcommands({});
  return std::any_of(commands.begin(), commands.end(),
                     [&](const CLI::App* command) { return command->get_name() == name; });
}

int run(int argc, char** argv) {
  CLI::App app("Segue learns which songs belong together from the playlists that people make.",
               "segue");
  app.require_subcommand(1);
  segue::cli::add_run(app);
  segue::cli::add_train(app, {argv, argv + argc});
  segue::cli::add_similar(app);
  segue::cli::add_continue(app);
  segue::cli::add_odd_one_out(app);
  segue::cli::add_evaluate(app);
  segue::cli::add_compare(app);
  segue::cli::add_find(app);
  segue::cli::add_info(app);
  segue::cli::add_map(app);
  segue::cli::add_export(app);
  segue::cli::add_sweep(app);
  segue::cli::add_synthesize(app);
  app.footer(  // at the end, or each command would have it
      "`segue COMMAND --help` says more of each.\n"
      "SEGUE_SIMD=AVX2 (or another set that this processor has) chooses the instruction set.\n"
      "What `run` and the recipe seed give does not depend on it; what the recipe playlist gives\n"
      "does, in the last digits, and metrics.json records which set it was.");
  if (argc > 1 && argv[1][0] != '-' && !has_command(app, argv[1])) {
    fail("there is no command '" + std::string(argv[1]) + "'; `segue --help` lists them");
    return kWrongUsage;
  }
  try {
    choose_instruction_set();
    app.parse(arguments(argc, argv));
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);
    const auto chosen = app.get_subcommands();
    const std::string command = chosen.empty() ? "" : " " + chosen.front()->get_name();
    fail(std::string(error.what()) + "; `segue" + command + " --help` says more");
    return kWrongUsage;
  }
  std::cout.flush();
  if (!std::cout) return fail("standard output could not be written");
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const segue::Error& error) {
    fail(error.what());
    return error.code() == segue::ErrorCode::bad_option ? kWrongUsage : kFailed;
  } catch (const segue::cli::Interrupted& interrupted) {
    fail(interrupted.what());
    return 128 + interrupted.signal();
  } catch (const std::bad_alloc&) {
    return fail("there is not enough memory for this");
  } catch (const std::exception& error) {
    return fail(error.what());
  }
}
