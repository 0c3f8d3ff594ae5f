#include "segue/sample/synthesize.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "commands/commands.h"
#include "output/terminal.h"
#include "segue/catalogue/catalogue.h"
#include "segue/catalogue/genre.h"
#include "segue/sample/random_playlists.h"
#include "system/files.h"

namespace segue::cli {
namespace {

using Sink = std::function<void(std::string_view)>;

struct SynthesizeOptions {
  std::string catalogue;  // empty: random playlists
  std::string genres;     // empty: what lies beside the catalogue
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

/// The table of genres beside the catalogue is taken where no other is named and it is there.
std::vector<Genre> load_genres(const SynthesizeOptions& options) {
  std::filesystem::path path = options.genres;
  if (path.empty()) {
    path = std::filesystem::path(options.catalogue).parent_path() / "genres.tsv";
    if (!std::filesystem::exists(path)) {
      std::cerr << "there is no " << printable(path.string())
                << ": no genre is close to another, and no list is for an occasion\n";
      return {};
    }
  }
  return read_genres(read_file(path), path.string());
}

void synthesize(const SynthesizeOptions& options) {
  std::string made;
  if (options.catalogue.empty()) {
    write_out(options.out, [&](const Sink& sink) { write_random_playlists(options.random, sink); });
    made = several(options.random.rows, "row");
  } else {
    const auto songs = read_catalogue(read_file(options.catalogue), options.catalogue);
    const auto genres = load_genres(options);
    SynthesisReport report;
    write_out(options.out, [&](const Sink& sink) {
      report = synthesize_playlists(songs, genres, {.seed = options.random.seed}, sink);
    });
    made = several(report.playlists, "playlist") + ", " + several(report.rows, "row") + ", " +
           several(report.songs, "song");
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
      "Make playlists from these songs, a table as data/README.md describes it");
  command
      ->add_option("--genres", options->genres,
                   "What is close to what, and for which occasions; usually genres.tsv beside the\n"
                   "catalogue")
      ->needs(catalogue);
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
