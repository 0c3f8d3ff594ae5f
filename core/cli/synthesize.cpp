#include "segue/synthesize.h"

#include <cstdint>
#include <functional>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>

#include "commands.h"
#include "files.h"
#include "segue/catalogue.h"
#include "segue/random_playlists.h"
#include "terminal.h"

namespace segue::cli {
namespace {

using Sink = std::function<void(std::string_view)>;

struct SynthesizeOptions {
  std::string catalogue;  // empty: random playlists
  RandomPlaylistsOptions random;
  std::string out = "-";
};

/// Has `make` write to the file, whole or not at all, or to standard output, of which main says
/// so if it cannot be written.
void write_out(const std::string& out, const std::function<void(const Sink&)>& make) {
  const auto write = [&](std::ostream& stream) {
    make([&](std::string_view rows) {
      stream.write(rows.data(), static_cast<std::streamsize>(rows.size()));
    });
  };
  if (out == "-") {
    write(std::cout);
  } else {
    write_file(out, write);
  }
}

void synthesize(const SynthesizeOptions& options) {
  std::string made;
  if (options.catalogue.empty()) {
    write_out(options.out, [&](const Sink& sink) { write_random_playlists(options.random, sink); });
    made = grouped(options.random.rows) + " rows";
  } else {
    const auto songs = read_catalogue(read_file(options.catalogue), options.catalogue);
    SynthesisReport report;
    write_out(options.out, [&](const Sink& sink) {
      report = synthesize_playlists(songs, {.seed = options.random.seed}, sink);
    });
    made = grouped(report.playlists) + " playlists, " + grouped(report.rows) + " rows, " +
           grouped(report.songs) + " songs";
  }
  if (std::cout) {
    std::cerr << "wrote " << made << " to "
              << (options.out == "-" ? "standard output" : printable(options.out)) << '\n';
  }
}

}  // namespace

void add_synthesize(CLI::App& app) {
  const auto options = std::make_shared<SynthesizeOptions>();
  CLI::App* command =
      app.add_subcommand("synthesize", "Playlists that a program makes up, to try and to measure");
  CLI::Option* catalogue = command->add_option(
      "--catalogue", options->catalogue,
      "Make the sample from these songs: a table of artist, title, year and genre");
  CLI::Option* rows = command
                          ->add_option("--rows", options->random.rows,
                                       "Make this many rows of nonsense names, to measure with")
                          ->excludes(catalogue);
  command->add_option("--tracks", options->random.tracks, "How many tracks to draw those from")
      ->capture_default_str()
      ->needs(rows);
  command->add_option("--seed", options->random.seed, "The same seed makes the same playlists")
      ->capture_default_str();
  command->add_option("--out", options->out, "Where to write; - is standard output")
      ->capture_default_str();
  command->callback([options, catalogue, rows] {
    if (catalogue->count() + rows->count() == 0) {
      throw CLI::RequiredError("--catalogue or --rows");
    }
    synthesize(*options);
  });
}

}  // namespace segue::cli
