#include "training/training_options.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <system_error>
#include <thread>

namespace segue::cli {
namespace {

/// A whole number, or "playlist".
std::uint32_t parse_window(const std::string& text) {
  if (text == "playlist") return kWholePlaylist;
  std::uint32_t window = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), window);
  if (error != std::errc() || end != text.data() + text.size() || window == 0)
    throw CLI::ValidationError("--window", "must be a whole number from 1 to 1000, or playlist");
  return window;
}

void add_hyperparameters(CLI::App& command, SkipGramOptions& options) {
  const auto add = [&](const char* name, auto& value, const char* text) {
    command.add_option(name, value, text)->capture_default_str();
  };
  add("--dim", options.dim, "Numbers a track");
  command
      .add_option_function<std::string>(
          "--window", [&options](const std::string& text) { options.window = parse_window(text); },
          "Tracks on either side that count as context, or playlist:\nsome of all its others, "
          "drawn anew each time")
      ->default_str("playlist");
  add("--group", options.group,
      "Up to so many tracks of a playlist are trained as one input, their mean;\n"
      "1 unless the window is the playlist");
  add("--negative", options.negative, "Negative pairs for each real one");
  add("--ns-exponent", options.ns_exponent, "Negatives are drawn by count to this power");
  add("--sample", options.sample,
      "Tracks above this share of all are passed over at times; 0: none");
  command
      .add_option("--epochs", options.epochs,
                  "Passes over the playlists; unless given, those that train on ten million\n"
                  "tracks, from 5 to 100")
      ->default_str("");
  add("--lr", options.lr, "The step size at the start");
  add("--min-count", options.min_count, "Leave out tracks that occur less often");
  add("--threads", options.threads, "Threads; more than one do not repeat a result exactly");
  add("--seed", options.seed, "Seed of all chance");
}

}  // namespace

TrainingOptions::TrainingOptions() {
  skip_gram.threads = std::max(1u, std::thread::hardware_concurrency());
  seed.num_rows = 0;
}

void add_training_options(CLI::App& command, TrainingOptions& options) {
  command
      .add_option("--recipe", options.recipe,
                  "playlist, or seed: song2vec's own, with the defaults of `run`")
      ->check(CLI::IsMember({"playlist", "seed"}))
      ->capture_default_str();
  command
      .add_option_function<std::string>(
          "--names",
          [&options](const std::string& name) {
            options.names = name == to_string(TrackIdentity::exact) ? TrackIdentity::exact
                                                                    : TrackIdentity::folded;
          },
          "What makes two spellings one track: exact, as they are but for case; or\n"
          "folded, without guests (feat.), editions (Remastered 2009), kinds of quotes")
      ->check(CLI::IsMember({"exact", "folded"}))
      ->default_str(to_string(options.names));
  add_hyperparameters(command, options.skip_gram);
}

void finish_training_options(const CLI::App& command, TrainingOptions& options) {
  SkipGramOptions& given = options.skip_gram;
  if (given.window != kWholePlaylist && command.count("--group") == 0) given.group = 1;
  options.has_epochs = command.count("--epochs") != 0;
  if (!options.is_seed()) return given.validate();
  for (const char* name : {"--group", "--negative", "--ns-exponent", "--sample", "--min-count",
                           "--threads", "--names"})
    refuse_under_seed(command, name);
  if (command.count("--window") != 0 && given.window == kWholePlaylist)
    throw CLI::ValidationError("--window", "must be a number under the recipe seed");
  Song2vecOptions& seed = options.seed;
  if (command.count("--dim") != 0) seed.embedding_dim = given.dim;
  if (command.count("--window") != 0) seed.window_size = given.window;
  if (command.count("--epochs") != 0) seed.epochs = given.epochs;
  if (command.count("--lr") != 0) seed.learning_rate = given.lr;
  if (command.count("--seed") != 0) seed.random_seed = given.seed;
  seed.validate();
}

void refuse_under_seed(const CLI::App& command, const std::string& option) {
  if (command.count(option) != 0)
    throw CLI::ValidationError(option, "does not apply to the recipe seed");
}

}  // namespace segue::cli
