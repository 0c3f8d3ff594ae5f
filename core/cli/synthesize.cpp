#include "segue/synthesize.h"

#include <cstdint>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>

#include "commands.h"
#include "files.h"
#include "segue/catalogue.h"
#include "segue/error.h"
#include "terminal.h"

namespace segue::cli {
namespace {

struct SynthesizeOptions {
  std::string catalogue;
  std::string out = "-";
  std::uint64_t seed = SynthesisOptions{}.seed;
};

void report(const SynthesisReport& made, const std::string& place) {
  std::cerr << "wrote " << grouped(made.playlists) << " playlists, " << grouped(made.rows)
            << " rows, " << grouped(made.songs) << " songs to " << printable(place) << '\n';
}

void synthesize(const SynthesizeOptions& options) {
  const auto songs = read_catalogue(read_file(options.catalogue), options.catalogue);
  SynthesisOptions synthesis;
  synthesis.seed = options.seed;
  std::string csv;
  const SynthesisReport made =
      synthesize_playlists(songs, synthesis, [&](std::string_view rows) { csv += rows; });
  if (options.out == "-") {
    // main says so if this fails.
    if (std::cout << csv << std::flush) report(made, "standard output");
    return;
  }
  write_file(options.out, csv);
  report(made, options.out);
}

}  // namespace

void add_synthesize(CLI::App& app) {
  const auto options = std::make_shared<SynthesizeOptions>();
  CLI::App* command =
      app.add_subcommand("synthesize", "Playlists made up from a catalogue of songs, for trials");
  command
      ->add_option("--catalogue", options->catalogue,
                   "Songs: a table of artist, title, year and genre, separated by tabs")
      ->required();
  command->add_option("--seed", options->seed, "The same seed makes the same playlists")
      ->capture_default_str();
  command->add_option("--out", options->out, "Where to write; - is standard output")
      ->capture_default_str();
  command->callback([options] { synthesize(*options); });
}

}  // namespace segue::cli
