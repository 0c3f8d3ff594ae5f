#include "segue/model/export.h"

#include <filesystem>
#include <iostream>
#include <memory>
#include <string>

#include "commands/commands.h"
#include "output/terminal.h"
#include "runs/model_source.h"
#include "segue/util/error.h"
#include "system/files.h"

namespace segue::cli {
namespace {

struct ExportOptions {
  std::string model;
  std::string format;  ///< empty with `without_memory`, and only then
  bool without_memory = false;
  std::string out;
};

void report(const std::filesystem::path& path) {
  std::cerr << "wrote " << printable(path.string()) << '\n';
}

/// vectors.tsv goes with vectors.tracks.tsv.
std::filesystem::path tracks_path(std::filesystem::path vectors) {
  const std::filesystem::path extension = vectors.extension();
  return vectors.replace_extension(".tracks" + extension.string());
}

void forget_playlists(Model& model) {
  model.memory.reset();
  model.answers.reset();
}

void export_model(const ExportOptions& options) {
  Model model = load_model(options.model);
  const auto write = [&](void (*form)(const Model&, std::ostream&),
                         const std::filesystem::path& path) {
    if (path == "-") return form(model, std::cout);
    write_file(path, [&](std::ostream& out) { form(model, out); });
    report(path);
  };
  if (options.without_memory) {
    forget_playlists(model);
    write(stream_model, options.out);
  } else if (options.format == "word2vec") {
    write(export_word2vec_text, options.out);
  } else if (options.format == "word2vec-binary") {
    write(export_word2vec_binary, options.out);
  } else if (options.format == "npy") {
    write(export_npy, options.out);
  } else if (options.out == "-") {
    throw Error(ErrorCode::bad_option, "--format tsv writes two files: name one with --out");
  } else {
    write(export_tsv_vectors, options.out);
    write(export_tsv_tracks, tracks_path(options.out));
  }
}

}  // namespace

void add_export(CLI::App& app) {
  const auto options = std::make_shared<ExportOptions>();
  CLI::App* command = app.add_subcommand(
      "export",
      "A model's vectors in the form of another tool, or the model without its playlists");
  add_model(*command, options->model);
  CLI::Option* const format =
      command
          ->add_option("--format", options->format,
                       "word2vec and word2vec-binary: for gensim, spaces in names become _\n"
                       "tsv: for the TensorFlow projector, OUT and a second file with the tracks\n"
                       "npy: for NumPy, row i is position i + 1")
          ->check(CLI::IsMember({"word2vec", "word2vec-binary", "tsv", "npy"}));
  command
      ->add_flag("--without-memory", options->without_memory,
                 "The model without the playlists it carries, to give to others: a model's file,\n"
                 "which may take the place of MODEL's own")
      ->excludes(format);
  command->add_option("--out", options->out, "The file to write; - is standard output")->required();
  command->callback([options] {
    if (options->format.empty() && !options->without_memory)
      throw CLI::RequiredError("--format or --without-memory");
    export_model(*options);
  });
}

}  // namespace segue::cli
