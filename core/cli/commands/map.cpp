#include <algorithm>
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
#include "segue/model/model_file.h"
#include "segue/query/similarity.h"
#include "segue/util/error.h"
#include "system/files.h"
#include "system/interrupt.h"

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

/// In slices of about a tenth of a second, so that Ctrl-C is heard.
void lay_out(MapLayout& layout) {
  constexpr double kSliceSeconds = 0.1;
  constexpr double kLargest = 1e12;
  ProgressLine line;
  double slice = 100'000;
  while (layout.share() < 1) {
    const Clock::time_point start = Clock::now();
    const double share = layout.advance(static_cast<std::uint64_t>(slice));
    const double factor = kSliceSeconds / std::max(seconds_since(start), 1e-6);
    slice = std::clamp(slice * std::min(factor, 2.0), 1000.0, kLargest);
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
  write_file(path, [&](std::ostream& out) {
    write_model(model, [&](std::string_view piece) {
      out.write(piece.data(), static_cast<std::streamsize>(piece.size()));
    });
  });
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
