#include <chrono>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <system_error>
#include <thread>

#include "commands/commands.h"
#include "output/terminal.h"
#include "runs/model_source.h"
#include "segue/map/map_layout.h"
#include "segue/query/similarity.h"
#include "segue/util/error.h"
#include "system/files.h"
#include "system/interrupt.h"
#include "system/slice.h"

namespace segue::cli {
namespace {

using Clock = std::chrono::steady_clock;

struct MapCommand {
  std::string model;
  MapOptions options;
};

double seconds_since(Clock::time_point time) {
  return std::chrono::duration<double>(Clock::now() - time).count();
}

void lay_out(MapLayout& layout) {
  constexpr std::uint64_t kShortestSlice = 1000;
  ProgressLine line;
  std::uint64_t slice = 100'000;
  while (layout.share() < 1) {
    const Clock::time_point start = Clock::now();
    const double share = layout.advance(slice);
    slice = next_slice(slice, slice, seconds_since(start), kShortestSlice);
    line.show(share, "laying out");
    if (InterruptWatch::signal() == 0) continue;
    line.clear();
    throw Interrupted("interrupted at " + percent(share) + "; the model is as it was",
                      InterruptWatch::signal());
  }
}

/// Where a link to a model leads, because the file is going to be replaced.
std::filesystem::path real_path(const std::filesystem::path& path) {
  std::error_code error;
  std::filesystem::path real = std::filesystem::canonical(path, error);
  if (error) throw Error(ErrorCode::io, "cannot be read: " + error.message(), {path.string()});
  return real;
}

void map(const MapCommand& command) {
  const std::filesystem::path path = real_path(find_model(command.model));
  Model model = load_model(path.string());
  require_writable(path.parent_path());
  remove_leftovers(path);
  const InterruptWatch watch;
  const Clock::time_point start = Clock::now();
  const Similarity similarity(model);
  MapLayout layout(model, similarity, command.options);
  lay_out(layout);
  model.map = layout.positions();
  std::cerr << "laid out " << several(model.vocabulary.size(), "track") << " in "
            << duration(seconds_since(start)) << '\n';
  write_file(path, [&](std::ostream& out) { stream_model(model, out); });
  std::cerr << "wrote " << printable(path.string()) << '\n';
}

}  // namespace

void add_map(CLI::App& app) {
  const auto command = std::make_shared<MapCommand>();
  command->options.threads = std::max(1u, std::thread::hardware_concurrency());
  CLI::App* map_command =
      app.add_subcommand("map", "Lay the tracks of a model out in the plane, for the page");
  add_model(*map_command, command->model);
  map_command
      ->add_option("--threads", command->options.threads,
                   "Threads of the search for neighbours; the map does not depend on them")
      ->capture_default_str();
  map_command->add_option("--seed", command->options.seed, "Seed of all chance")
      ->capture_default_str();
  map_command->footer(
      "Writes the map into the model's file, which stays as it was until the new one is whole.\n"
      "The same model and seed give the same map, bit for bit, here and in the page.");
  map_command->callback([command] {
    command->options.validate();
    map(*command);
  });
}

}  // namespace segue::cli
